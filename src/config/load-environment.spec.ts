import { loadEnvironment, Variables } from './load-environment';

const complete: Variables = {
  NODE_ENV: 'production',
  MONGODB_URI: 'mongodb://db:27017/folio',
  REDIS_URL: 'redis://cache:6379',
  JWT_SECRET: 'k'.repeat(32),
};

describe('loadEnvironment', () => {
  it('reads lists, numbers and durations and fills in the defaults', () => {
    const environment = loadEnvironment({
      ...complete,
      PORT: '8080',
      JWT_ACCESS_TTL: '15m',
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
      namespace: 'folio',
    });
    expect(environment).not.toHaveProperty('SOMETHING_ELSE');
  });

  it.each([
    ['MONGODB_URI', undefined],
    ['REDIS_URL', undefined],
    ['REDIS_URL', 'redis+clusters://cache:6379'],
    ['JWT_SECRET', undefined],
    ['JWT_SECRET', 'short'],
    ['PORT', 'eighty'],
    ['ROLE', 'boss'],
    ['JWT_ACCESS_TTL', 'soon'],
    ['MARKET_PROVIDERS', 'bloomberg'],
    ['MARKET_PROVIDERS', 'alpha-vantage'],
    ['TLS_CERT_PATH', '/cert.pem'],
    ['TWILIO_FROM', '+15550001111'],
    ['BCRYPT_COST', '4'],
    ['CORS_ORIGINS', '*'],
  ])('names %s when it is %p', (name, value) => {
    expect(() => loadEnvironment({ ...complete, [name]: value })).toThrow(name);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(() => loadEnvironment({ ...complete, JWT_SECRET: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
