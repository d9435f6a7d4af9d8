import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testVariables } from '../../support/application/app';

const run = (command: string, variables: Record<string, string | undefined>, ...options: string[]) =>
  promisify(execFile)(process.execPath, [join(__dirname, '../../../dist/cli', `${command}.js`), ...options], {
    env: { PATH: process.env.PATH, ...variables },
  });

describe('a command', () => {
  it.each(['build-indexes', 'migrate-ledgers'])('%s needs the database alone, and says so', async (name) => {
    await expect(run(name, {})).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Wrong or missing settings:\n  MONGODB_URI: [^\n]*\n$/),
    });
    const { MONGODB_URI } = testVariables();
    const { stdout, stderr } = await run(name, { MONGODB_URI, REDIS_URL: 'redis://127.0.0.1:1' });
    expect(stdout).not.toBe('');
    expect(stderr).toBe('');
  });

  it.each(['create-admin', 'build-indexes', 'migrate-ledgers', 'setup-production'])(
    '%s that is written wrongly is told in one line',
    async (name) => {
      await expect(run(name, {}, '--emali', 'ada@example.com')).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^Unknown option '--emali'[^\n]*\n$/),
      });
    },
  );

  it('whose database does not answer is told in one line', async () => {
    const away = { MONGODB_URI: 'mongodb://127.0.0.1:1/tickfolio?serverSelectionTimeoutMS=500' };
    await expect(run('build-indexes', away)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^MONGODB_URI: [^\n]*ECONNREFUSED[^\n]*\n$/),
    });
  });
});
