import request from 'supertest';
import { registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, testVariables } from '../../support/application/app';
import { RunningProcess, startProcess } from '../../support/application/process';
import { freePort } from '../../support/outside/free-port';

const METRICS = ['/metrics', '/metrics/', '/METRICS', '//metrics', '/metrics?x=1', '/%6detrics'];
const DOCS = ['/docs', '/docs/', '/docs-json', '/docs/stream', '/docs/stream.json'];

describe('what only operators need', () => {
  let running: RunningProcess;
  let operators: string;

  beforeAll(async () => {
    const port = await freePort();
    operators = `http://127.0.0.1:${port}`;
    running = await startProcess(
      testVariables({ METRICS_PORT: `${port}`, DOCS: 'off', LOG_LEVEL: 'silent' }),
    );
  });

  afterAll(() => running.kill());

  it.each([...METRICS, ...DOCS])('is not at %s of the public port', async (path) => {
    await request(running.url).get(path).expect(404);
  });

  it('is at /metrics of METRICS_PORT, and nothing else', async () => {
    const { text } = await request(operators)
      .get('/metrics')
      .expect(200)
      .expect('Content-Type', /^text\/plain/)
      .expect('X-Content-Type-Options', 'nosniff')
      .expect('Cache-Control', 'no-store');
    expect(text).toContain('tickfolio_part_up{part="mongodb"} 1');
    await request(operators).get('/health/ready').expect(404);
    await request(operators).post('/metrics').expect(404);
  });
});

describe('metrics of production without a port of their own', () => {
  const production = { NODE_ENV: 'production', BCRYPT_COST: '10', LOG_LEVEL: 'silent' };
  const metrics = ({ url }: { url: string }) => request(url).get('/metrics');

  it('are for superusers', async () => {
    const api = await startApp({ ...production, ROLE: 'api' });
    expect((await metrics(api).expect(401)).body.code).toBe('auth.missing_token');
    const stranger = await registerUser(api);
    await metrics(api).set(stranger.authorization).expect(403);
    const operator = await registerSuperuser(api);
    const { text } = await metrics(api).set(operator.authorization).expect(200);
    expect(text).toContain('tickfolio_part_up');
    await api.close();
  });

  it('are not there in a worker, which knows nobody', async () => {
    const worker = await startApp({ ...production, ROLE: 'worker' });
    await metrics(worker).expect(404);
    await worker.close();
  });
});
