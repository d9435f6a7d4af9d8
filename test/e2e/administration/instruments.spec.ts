import request from 'supertest';
import { SeriesRepository } from '../../../src/market/history/series/series.repository';
import { QuoteFetcher } from '../../../src/market/quotes/quote-fetcher';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';
import { eventually } from '../../support/waiting/eventually';

describe('instruments that were renamed, merged or delisted', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let boss: Account;
  let ada: Account;

  const market = (path: string) => request(running.url).get(`/api/v1/market/${path}`).set(ada.authorization);
  const put = (symbol: string, body: object, by = boss) =>
    request(running.url).put(`/api/v1/admin/instruments/${symbol}`).set(by.authorization).send(body);
  const remove = (symbol: string) =>
    request(running.url).delete(`/api/v1/admin/instruments/${symbol}`).set(boss.authorization);
  const list = async () =>
    (await request(running.url).get('/api/v1/admin/instruments').set(boss.authorization).expect(200)).body
      .items as { symbol: string }[];
  const asked = (symbol: string) => standIn.calls.filter((call) => call.includes(symbol)).length;

  beforeAll(async () => {
    const profile = { price: { longName: 'New Names Inc.', quoteType: 'EQUITY', currency: 'USD' } };
    standIn = await startProviderStandIn(
      yahooMarket({
        NEWNAME: { closes: closesFrom('2024-01-01', '2024-03-01', 42), profile },
        LATER: { closes: closesFrom('2024-01-01', '2024-03-01', 7) },
        GONECO: { closes: closesFrom('2024-01-01', '2024-03-01', 3) },
        GONECHART: { closes: closesFrom('2024-01-01', '2024-04-01', 5) },
      }),
    );
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      QUOTE_TTL_SECONDS: '1',
      LOG_LEVEL: 'silent',
    });
    [boss, ada] = [await registerSuperuser(running), await registerUser(running)];
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  it('are told under their old symbols by what they are called now', async () => {
    const { body } = await put('oldname', { kind: 'renamed', into: 'newname', since: '2024-02-01' }).expect(
      200,
    );
    expect(body).toMatchObject({ symbol: 'OLDNAME', kind: 'renamed', into: 'NEWNAME', since: '2024-02-01' });
    const quotes = (await market('real-time?symbols=OLDNAME,NEWNAME').expect(200)).body;
    expect(quotes).toMatchObject({
      items: [
        { symbol: 'OLDNAME', close: 42 },
        { symbol: 'NEWNAME', close: 42 },
      ],
      missing: [],
    });
    const history = await market('historical/OLDNAME?from=2024-01-02&to=2024-01-04').expect(200);
    expect(history.body).toMatchObject({
      symbol: 'OLDNAME',
      items: [{ close: 42 }, { close: 42 }, { close: 42 }],
    });
    expect((await market('instruments/OLDNAME').expect(200)).body).toMatchObject({
      symbol: 'OLDNAME',
      name: 'New Names Inc.',
      current_symbol: 'NEWNAME',
      delisted_since: null,
    });
    expect(asked('OLDNAME')).toBe(0);
  });

  it('may change again, but not in a circle', async () => {
    await put('FIRST', { kind: 'merged', into: 'SECOND' }).expect(200);
    await put('SECOND', { kind: 'renamed', into: 'LATER' }).expect(200);
    expect((await market('real-time/FIRST').expect(200)).body).toMatchObject({ symbol: 'FIRST', close: 7 });
    for (const [symbol, into] of [
      ['LATER', 'FIRST'],
      ['SECOND', 'FIRST'],
      ['LATER', 'LATER'],
    ]) {
      const refused = await put(symbol!, { kind: 'renamed', into }).expect(409);
      expect(refused.body.code).toBe('instrument.changes_in_circle');
    }
    expect((await list()).map(({ symbol }) => symbol)).toEqual(expect.arrayContaining(['FIRST', 'SECOND']));
    await remove('FIRST').expect(204);
    expect((await remove('FIRST').expect(404)).body.code).toBe('instrument.change_not_found');
    const entries = await request(running.url).get('/api/v1/audit?target_id=FIRST').set(boss.authorization);
    expect(entries.body.items).toMatchObject([
      { action: 'instrument.change_taken_back', target: { kind: 'instrument', id: 'FIRST' } },
      { action: 'instrument.changed', facts: { kind: 'merged', into: 'SECOND' } },
    ]);
  });

  it('keep their last price when they are delisted, and nobody asks for another', async () => {
    expect((await market('real-time/GONECO').expect(200)).body).toMatchObject({ close: 3 });
    await put('GONECO', { kind: 'delisted', since: '2024-03-04' }).expect(200);
    const before = asked('GONECO');
    // The last price is a fresh one for a second.
    const outcome = await eventually(async () => {
      const told = (await running.app.get(QuoteFetcher).fetch(['GONECO'], 'demand')).get('GONECO');
      return told?.kind === 'quote' ? null : told;
    });
    expect(outcome).toEqual({ kind: 'failed', reason: 'no_newer_data' });
    expect(asked('GONECO')).toBe(before);
    expect((await market('real-time/GONECO').expect(200)).body).toMatchObject({ close: 3 });
    await put('NEVER', { kind: 'delisted' }).expect(200);
    expect((await market('real-time/NEVER').expect(404)).body.code).toBe('market.no_data');
  });

  it('are asked about once, however often a history ends after they were delisted', async () => {
    await put('GONECHART', { kind: 'delisted', since: '2024-03-01' }).expect(200);
    const lastOf = async (to: string) => {
      const { body } = await market(`historical/GONECHART?from=2024-01-02&to=${to}`).expect(200);
      return (body.items as { timestamp: string }[]).at(-1)?.timestamp.slice(0, 10);
    };
    const revision = async () => (await running.app.get(SeriesRepository).of('GONECHART'))[0]?.revision;
    expect(await lastOf('2024-03-29')).toBe('2024-02-29');
    const told = await revision();
    expect(await lastOf('2024-03-29')).toBe('2024-02-29');
    expect(await lastOf('2024-06-28')).toBe('2024-02-29');
    expect(asked('GONECHART')).toBe(1);
    expect(await revision()).toBe(told);
  });

  it('are said by superusers alone, and in full', async () => {
    expect((await put('AAPL', { kind: 'delisted' }, ada).expect(403)).body.code).toBe('auth.superuser_only');
    for (const body of [
      { kind: 'renamed' },
      { kind: 'delisted', into: 'MSFT' },
      { kind: 'gone' },
      { kind: 'merged', into: 'PRIVATE:HOUSE' },
      { kind: 'delisted', since: '2024-02-30' },
    ]) {
      await put('AAPL', body).expect(400);
    }
    await put('PRIVATE:HOUSE', { kind: 'delisted' }).expect(400);
    expect((await list()).map(({ symbol }) => symbol)).not.toContain('AAPL');
  });
});
