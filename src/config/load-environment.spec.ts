import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironment, SETTINGS, Variables } from './load-environment';

const complete: Variables = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db:27017/folio',
  REDIS_URL: 'redis://cache:6379',
  JWT_SECRET: 'a-secret-of-at-least-32-characters',
};

const fileOf = (name: string) => readFileSync(join(__dirname, '../..', name), 'utf8');

describe('the settings', () => {
  it('are those of .env.example', () => {
    const listed = [...fileOf('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...SETTINGS].sort());
  });

  it('are explained in the README', () => {
    const explained = fileOf('README.md').match(/`[A-Z_]+`/g);
    expect(explained).toEqual(expect.arrayContaining([...SETTINGS].map((name) => `\`${name}\``)));
  });
});

describe('loadEnvironment', () => {
  it('reads lists, numbers and durations and fills in the defaults', () => {
    const environment = loadEnvironment({
      ...complete,
      PORT: '8080',
      JWT_ACCESS_TTL: '15m',
      RATE_LIMIT_PER_MINUTE: ' ',
      MARKET_PROVIDERS: 'yahoo-finance, simulated',
      CORS_ORIGINS: 'https://app.example.com,http://localhost:5173',
      SOMETHING_ELSE: 'is ignored',
    });
    expect(environment).toMatchObject({
      PORT: 8080,
      JWT_ACCESS_TTL: 900,
      MARKET_PROVIDERS: ['yahoo-finance', 'simulated'],
      CORS_ORIGINS: ['https://app.example.com', 'http://localhost:5173'],
      ROLE: 'all',
      RATE_LIMIT_PER_MINUTE: 600,
      namespace: 'folio',
    });
    expect(environment).not.toHaveProperty('SOMETHING_ELSE');
  });

  it('reads origins as browsers send them', () => {
    const { CORS_ORIGINS } = loadEnvironment({
      ...complete,
      CORS_ORIGINS: 'https://App.Example.com, https://b.example.com:443, http://c.example.com:8080',
    });
    expect(CORS_ORIGINS).toEqual([
      'https://app.example.com',
      'https://b.example.com',
      'http://c.example.com:8080',
    ]);
  });

  it.each([
    ['MONGODB_URI', undefined],
    ['JWT_SECRET', 'k'.repeat(32)],
    ['JWT_PREVIOUS_SECRET', 'abcabc'.repeat(8)],
    ['MONGODB_URI', 'mongodb://'],
    ['MONGODB_URI', 'mongodb://db:port/folio'],
    ['MONGODB_URI', 'mongodb://ada:p@ss@db/folio'],
    ['REDIS_URL', undefined],
    ['REDIS_URL', 'redis+clusters://cache:6379'],
    ['REDIS_URL', 'redis://cache:port'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis://cache:6379/abc'],
    ['SMTP_URL', 'smtp://ada:p%zz@mail:587'],
    ['SMTP_URL', 'smtp://mail:99999'],
    ['PUBLIC_URL', 'https://app.example.com/a?b=c'],
    ['JWT_SECRET', undefined],
    ['JWT_SECRET', 'short'],
    ['PORT', 'eighty'],
    ['PORT', '0x50'],
    ['METRICS_PORT', '3000'],
    ['ROLE', 'boss'],
    ['JWT_ACCESS_TTL', 'soon'],
    ['MARKET_PROVIDERS', 'bloomberg'],
    ['MARKET_PROVIDERS', 'alpha-vantage'],
    ['TLS_CERT_PATH', '/cert.pem'],
    ['TWILIO_FROM', '+15550001111'],
    ['BCRYPT_COST', '4'],
    ['OIDC_ISSUERS', 'nonsense'],
    ['OIDC_ISSUERS', '[{"id":"a","name":"A","issuer":"https://a.example","client_id":"a"}]'],
    ['OIDC_REDIRECT_URL', 'https://folio.example.com/?to=elsewhere'],
    ['PASSKEY_RP_ID', 'example.com'],
    ['PASSKEY_RP_ID', 'https://example.com'],
    ['PASSKEY_ORIGINS', 'https://app.example.com/'],
    ['REQUIRE_SECOND_FACTOR', 'everybody'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://app.example.com/'],
  ])('names %s when it is %p', (name, value) => {
    expect(() => loadEnvironment({ ...complete, [name]: value })).toThrow(name);
  });

  it('takes providers to sign in by, with the page they send people back to', () => {
    const issuer = { id: 'a', name: 'A', issuer: 'https://a.example', client_id: 'a', email_domains: ['*'] };
    const OIDC_REDIRECT_URL = 'https://folio.example.com/signed-in';
    const withIssuers = (...issuers: object[]) => ({
      ...complete,
      OIDC_REDIRECT_URL,
      OIDC_ISSUERS: JSON.stringify(issuers),
    });
    const [only] = loadEnvironment(withIssuers(issuer)).OIDC_ISSUERS;
    expect(only).toMatchObject(issuer);
    expect(loadEnvironment(complete).OIDC_ISSUERS).toEqual([]);
    expect(() => loadEnvironment({ ...withIssuers(issuer), OIDC_REDIRECT_URL: '' })).toThrow(
      'OIDC_REDIRECT_URL',
    );
    expect(() => loadEnvironment(withIssuers(issuer, issuer))).toThrow('two have the same id');
    const secret = 'a secret that nobody is to read';
    const odd = { ...issuer, client_secret: secret, issuer: 'ftp://a.example' };
    expect(() => loadEnvironment(withIssuers(odd))).toThrow('0: issuer');
    expect(() => loadEnvironment(withIssuers(odd))).not.toThrow(secret);
  });

  it('knows the domain of passkeys from PUBLIC_URL, and refuses an origin that is not of it', () => {
    const settings = { ...complete, PUBLIC_URL: 'https://folio.example.com/app' };
    const { passkeyRpId, passkeyOrigins } = loadEnvironment(settings);
    expect([passkeyRpId, passkeyOrigins]).toEqual(['folio.example.com', ['https://folio.example.com']]);
    expect(loadEnvironment(complete).passkeyRpId).toBeUndefined();
    const wider = { ...settings, PASSKEY_RP_ID: 'example.com' };
    expect(loadEnvironment(wider).passkeyOrigins).toEqual(['https://folio.example.com']);
    const foreign = { ...wider, PASSKEY_ORIGINS: 'https://notexample.com' };
    expect(() => loadEnvironment(foreign)).toThrow('PASSKEY_ORIGINS');
  });

  it.each([
    ['mongodb://db:27017/folio', 'folio'],
    ['mongodb://ada:p%40ss@one:27017,two:27017,[fd00::3]:27017/folio?replicaSet=rs0', 'folio'],
    ['mongodb+srv://ada:secret@cluster.example.com/?w=majority', 'tickfolio'],
    ['mongodb://db', 'tickfolio'],
  ])('finds the name of the database in %s', (MONGODB_URI, namespace) => {
    expect(loadEnvironment({ ...complete, MONGODB_URI })).toMatchObject({ namespace });
  });

  it.each([
    'rediss://:p@ss@cache:6380/2',
    'redis://cache?family=6',
    'redis+sentinel://:secret@one:26379,two/mymaster/0',
    'rediss+cluster://one,10.0.0.2:7000,[fd00::3]:7002/',
  ])('takes %s', (REDIS_URL) => {
    expect(loadEnvironment({ ...complete, REDIS_URL })).toMatchObject({ REDIS_URL });
  });

  it('never repeats a value, which may be a secret', () => {
    expect(() => loadEnvironment({ ...complete, JWT_SECRET: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
