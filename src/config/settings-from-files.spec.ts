import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFromFiles } from './settings-from-files';

describe('settingsFromFiles', () => {
  let folder: string;
  const fileWith = (text: string) => {
    const file = join(folder, 'secret');
    writeFileSync(file, text);
    return file;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a setting from the file that its _FILE names, without the last line break', () => {
    const variables = { JWT_SECRET: '  ', JWT_SECRET_FILE: fileWith(' a key with spaces \n') };
    expect(settingsFromFiles(variables)).toMatchObject({ JWT_SECRET: ' a key with spaces ' });
  });

  it('prefers the value to the file, which need not be there then', () => {
    const variables = { REDIS_URL: 'redis://given', REDIS_URL_FILE: '/no/such/file' };
    expect(settingsFromFiles(variables)).toMatchObject({ REDIS_URL: 'redis://given' });
  });

  it('leaves alone what is no setting', () => {
    const variables = {
      SOMETHING_FILE: '/no/such/file',
      ENV_FILE: '/no/such/file',
      PORT: '1',
      PORT_FILE: ' ',
    };
    expect(settingsFromFiles(variables)).toEqual(variables);
  });

  it('names each file that cannot be read', () => {
    const variables = { SMTP_URL_FILE: '/no/such/file', TWILIO_AUTH_TOKEN_FILE: folder };
    expect(() => settingsFromFiles(variables)).toThrow(/SMTP_URL_FILE: .*\n.*TWILIO_AUTH_TOKEN_FILE: /);
  });
});
