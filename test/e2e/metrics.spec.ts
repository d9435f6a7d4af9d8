import request from 'supertest';
import { Account, registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { eventually } from '../support/eventually';

describe('metrics', () => {
  let running: TestApp;
  let account: Account;

  beforeAll(async () => {
    running = await startApp();
    account = await registerUser(running);
  });

  afterAll(() => running.close());

  const metrics = async () => (await request(running.url).get('/metrics').expect(200)).text;

  it('count requests by route template and status, never by path', async () => {
    const foreign = '665f1f77bcf86cd799439011';
    await request(running.url).get(`/api/v1/portfolio/${foreign}`).set(account.authorization).expect(404);
    await request(running.url).get('/api/v1/no/such/route').expect(404);
    const text = await eventually(async () => {
      const now = await metrics();
      return now.includes('route="none"') && now;
    });
    expect(text).toMatch(
      /tickfolio_http_request_seconds_count\{method="GET",route="\/api\/v1\/portfolio\/:id",status="404"\} 1/,
    );
    expect(text).not.toContain(foreign);
    expect(text).not.toContain('no/such/route');
  });

  it('show the event loop, queues, sockets and ticks', async () => {
    const text = await metrics();
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'tickfolio_queue_jobs',
      'tickfolio_queue_oldest_waiting_seconds',
      'tickfolio_stream_sockets',
      'tickfolio_ticks_total',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });
});
