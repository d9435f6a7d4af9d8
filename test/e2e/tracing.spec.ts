import request from 'supertest';
import { Account, registerUser } from '../support/accounts';
import { testVariables } from '../support/app';
import { eventually } from '../support/eventually';
import { RunningProcess, startProcess } from '../support/process';
import { startTraceCollector } from '../support/trace-collector';

describe('traces', () => {
  let collector: Awaited<ReturnType<typeof startTraceCollector>>;
  let running: RunningProcess;
  let account: Account;

  beforeAll(async () => {
    collector = await startTraceCollector();
    running = await startProcess({
      ...testVariables(),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      LOG_LEVEL: 'info',
    });
    account = await registerUser(running);
  }, 60_000);

  afterAll(async () => {
    await running.kill();
    await collector.close();
  });

  it('follow a report from the request to the job, and to the end of the process', async () => {
    const asset = { symbol: 'AAPL', quantity: 1, purchase_price: 100, purchase_date: '2024-01-02' };
    const portfolio = await request(running.url)
      .post('/api/v1/portfolio')
      .set(account.authorization)
      .send({ name: 'Traced', assets: [asset] })
      .expect(201);
    await request(running.url)
      .post('/api/v1/reports')
      .set(account.authorization)
      .send({ portfolio_id: portfolio.body.id, type: 'holdings', format: 'json' })
      .expect(202);

    const job = await eventually(() => collector.spans.find(({ name }) => name === 'job make-report'), {
      within: 30_000,
    });
    const order = await eventually(() => collector.spans.find(({ spanId }) => spanId === job.parentSpanId));
    expect(order.traceId).toBe(job.traceId);
    expect(order.attributes).toMatchObject({ 'http.request.method': 'POST', 'url.path': '/api/v1/reports' });
    expect(running.lines.some((line) => line.includes(`"traceparent":"00-${job.traceId}-`))).toBe(true);
  }, 60_000);

  it('leave health checks out', async () => {
    await request(running.url).get('/health/live').expect(200);
    await running.kill();
    expect(
      collector.spans.filter(({ attributes }) => `${attributes['url.path']}`.startsWith('/health')),
    ).toEqual([]);
  });
});
