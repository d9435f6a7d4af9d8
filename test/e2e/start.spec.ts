import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = join(__dirname, '../../dist/main.js');
const JWT_SECRET = 'a-secret-with-more-than-32-characters';
const production = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://127.0.0.1:1/tickfolio',
  REDIS_URL: 'redis://127.0.0.1:1',
  JWT_SECRET,
};

async function start(
  variables: Record<string, string | undefined>,
): Promise<{ code: number; complaint: string }> {
  const process_ = spawn(process.execPath, [MAIN], { env: variables, stdio: ['ignore', 'ignore', 'pipe'] });
  const [complaint, [code]] = await Promise.all([text(process_.stderr), once(process_, 'exit')]);
  return { code: code as number, complaint };
}

describe('a start with wrong settings', () => {
  it.each([
    ['MONGODB_URI', undefined],
    ['REDIS_URL', undefined],
    ['JWT_SECRET', undefined],
    ['JWT_SECRET', 'too-short'],
    ['ROLE', 'captain'],
    ['PORT', '99999'],
    ['QUOTE_TTL_SECONDS', 'soon'],
  ])('refuses production with %s = %p and names it', async (name, value) => {
    const { code, complaint } = await start({ ...production, [name]: value });
    expect(code).toBe(1);
    expect(complaint).toContain(name);
    expect(complaint).not.toContain('    at ');
    expect(complaint).not.toContain(value ?? JWT_SECRET);
  });
});
