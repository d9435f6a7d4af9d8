import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { ask, closeStreams, connected, openStream } from '../../support/stream/stream-client';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../../support/outside/provider-stand-in';

const DEPLOY = join(__dirname, '../../../deploy');

describe('metrics', () => {
  let running: TestApp;
  let account: Account;
  let alphaVantage: ProviderStandIn;

  beforeAll(async () => {
    alphaVantage = await startProviderStandIn((_url, response) =>
      sendJson(response, { 'Error Message': 'the parameter apikey is invalid or missing' }),
    );
    running = await startApp({
      MARKET_PROVIDERS: 'alpha-vantage,simulated',
      ALPHA_VANTAGE_API_KEY: 'key',
      ALPHA_VANTAGE_BASE_URL: alphaVantage.url,
      LOG_LEVEL: 'silent',
    });
    account = await registerUser(running);
  });

  afterAll(async () => {
    await running.close();
    await alphaVantage.close();
  });

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

  it('show what providers were asked, what they have left, and where quotes were found', async () => {
    const quotes = () =>
      request(running.url)
        .get('/api/v1/market/real-time?symbols=AAPL,NOSUCH')
        .set(account.authorization)
        .expect(200);
    await quotes();
    await quotes();
    const text = await eventually(async () => {
      const now = await metrics();
      return now.includes('tickfolio_tick_age_seconds_count 1') ? now : undefined;
    });
    for (const line of [
      'tickfolio_provider_call_seconds_count{provider="alpha-vantage",operation="quotes",outcome="rejected"} 1',
      'tickfolio_provider_call_seconds_count{provider="simulated",operation="quotes",outcome="answered"} 1',
      'tickfolio_provider_calls_left_today{provider="alpha-vantage"} 24',
      'tickfolio_provider_breaker_state{provider="alpha-vantage",state="closed"} 1',
      'tickfolio_provider_breaker_state{provider="alpha-vantage",state="open"} 0',
      'tickfolio_quote_answers_total{layer="provider"} 1',
      'tickfolio_quote_answers_total{layer="memory"} 1',
      'tickfolio_quote_answers_total{layer="nowhere"} 2',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^tickfolio_symbols_heard 2$/m);
    expect(text).not.toContain('provider_calls_left_today{provider="simulated"}');
  });

  it('show the silence of ticks where somebody watches a price', async () => {
    expect(await metrics()).not.toMatch(/^tickfolio_tick_silence_seconds \d/m);
    const socket = openStream(running.url, { token: account.access_token });
    await connected(socket);
    await ask(socket, 'market:subscribe', { symbols: ['AAPL'] });
    expect(await metrics()).toMatch(/^tickfolio_tick_silence_seconds \d/m);
    await closeStreams();
    await eventually(async () => !/^tickfolio_tick_silence_seconds \d/m.test(await metrics()));
  });

  it('show all that the dashboards draw and the alerts watch', async () => {
    const dashboards = (await readdir(join(DEPLOY, 'grafana'))).map((file) => join(DEPLOY, 'grafana', file));
    const text = await metrics();
    const known = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
    );
    for (const file of [...dashboards, join(DEPLOY, 'prometheus/alerts.yaml')]) {
      const names = (await readFile(file, 'utf8')).match(/\b(tickfolio|nodejs|process)_[a-z0-9_]+/g) ?? [];
      expect(known).toEqual(expect.arrayContaining([...new Set(names)]));
      expect(names.length).toBeGreaterThan(5);
    }
  });
});
