import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { Account, registerUser } from '../../support/application/accounts';
import { testVariables } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { KEY } from '../../support/outside/provider-at';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { RunningProcess, startProcess } from '../../support/application/process';
import { startTraceCollector } from '../../support/outside/trace-collector';

describe('traces', () => {
  let collector: Awaited<ReturnType<typeof startTraceCollector>>;
  let running: RunningProcess;
  let standIn: ProviderStandIn;
  let account: Account;

  beforeAll(async () => {
    collector = await startTraceCollector();
    standIn = await startProviderStandIn((_url, response) =>
      sendJson(response, { 'Error Message': 'Invalid API call.' }),
    );
    running = await startProcess({
      ...testVariables(),
      MARKET_PROVIDERS: 'alpha-vantage,simulated',
      ALPHA_VANTAGE_API_KEY: KEY,
      ALPHA_VANTAGE_BASE_URL: standIn.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      LOG_LEVEL: 'info',
    });
    account = await registerUser(running);
  });

  afterAll(async () => {
    await running.kill();
    await collector.close();
    await standIn.close();
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

    const job = await eventually(() => collector.spans.find(({ name }) => name === 'job make-report'));
    const order = await eventually(() => collector.spans.find(({ spanId }) => spanId === job.parentSpanId));
    expect(order.traceId).toBe(job.traceId);
    expect(order.attributes).toMatchObject({ 'http.request.method': 'POST', 'url.path': '/api/v1/reports' });
    expect(running.lines.some((line) => line.includes(`"traceparent":"00-${job.traceId}-`))).toBe(true);
  });

  it('follow a request to the provider, whose key is in no span', async () => {
    const path = '/api/v1/market/historical/MSFT';
    const from = new Date(Date.now() - 30 * DAY_MS).toISOString().slice(0, 10);
    await request(running.url).get(`${path}?from=${from}`).set(account.authorization).expect(200);
    const asked = await eventually(() =>
      collector.spans.find(({ attributes }) => attributes['url.path'] === path),
    );
    const call = await eventually(() =>
      collector.spans.find(({ parentSpanId }) => parentSpanId === asked.spanId),
    );
    expect(call.traceId).toBe(asked.traceId);
    expect(call.attributes).toMatchObject({ 'url.full': `${standIn.url}/query` });
    expect(standIn.calls[0]).toContain(KEY);
    expect(JSON.stringify(collector.spans)).not.toContain(KEY);
  });

  it('leave health checks out', async () => {
    await request(running.url).get('/health/live').expect(200);
    await running.kill();
    expect(
      collector.spans.filter(({ attributes }) => `${attributes['url.path']}`.startsWith('/health')),
    ).toEqual([]);
  });
});
