import request from 'supertest';
import { startApp } from '../../support/application/app';

describe('direct HTTPS', () => {
  it('is served with the certificate and key that were given', async () => {
    const file = (name: string) => `${__dirname}/../../support/files/tls/${name}.pem`;
    const running = await startApp({ TLS_CERT_PATH: file('cert'), TLS_KEY_PATH: file('key') });
    expect(running.url).toMatch(/^https:/);
    const get = () => request(running.url).get('/health/live').disableTLSCerts();
    await get().expect(200);
    await get().set({ Connection: 'close, Upgrade', Upgrade: 'h2c' }).expect(200);
    await running.close();
  });
});
