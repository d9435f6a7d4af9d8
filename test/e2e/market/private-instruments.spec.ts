import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport, settledImport } from '../../support/features/imports';
import { openLedger } from '../../support/features/ledger';
import { finishedReport, orderedReport } from '../../support/features/reports';
import { downloadOf, json } from '../../support/features/downloads';
import {
  answerAsYahoo,
  ProviderStandIn,
  sendJson,
  startProviderStandIn,
} from '../../support/outside/provider-stand-in';
import { ask, closeStreams, openStream, connected } from '../../support/stream/stream-client';

const HOUSE = 'PRIVATE:HOUSE';
const PRICES = {
  name: 'The house in Kent',
  currency: 'GBP',
  prices: [
    { date: '2025-01-31', close: 425_000 },
    { date: '2024-01-31', close: 410_000 },
  ],
};

describe('instruments that their owner prices', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let ada: Account;
  let eve: Account;

  beforeAll(async () => {
    standIn = await startProviderStandIn((url, response) => {
      if (url.pathname === '/v1/finance/search') sendJson(response, { quotes: [] });
      else answerAsYahoo(url, response);
    });
    running = await startApp({ MARKET_PROVIDERS: 'yahoo-finance', YAHOO_BASE_URL: standIn.url });
    [ada, eve] = [await registerUser(running), await registerUser(running)];
    await put(HOUSE).send(PRICES).expect(200);
  });

  afterAll(async () => {
    await closeStreams();
    await running.close();
    await standIn.close();
  });

  const market = (path: string, by = ada) =>
    request(running.url).get(`/api/v1/market/${path}`).set(by.authorization);
  const put = (symbol: string, query = '', by = ada) =>
    request(running.url).put(`/api/v1/market/private/${symbol}/prices${query}`).set(by.authorization);
  const remove = (symbol: string, by = ada) =>
    request(running.url).delete(`/api/v1/market/private/${symbol}`).set(by.authorization);

  it('are told back in order, replaced as a whole under their version, and deleted', async () => {
    const told = await market(`private/${HOUSE}/prices`).expect(200);
    expect(told.body).toMatchObject({
      symbol: HOUSE,
      name: 'The house in Kent',
      currency: 'GBP',
      price_count: 2,
      first_date: '2024-01-31',
      last_date: '2025-01-31',
      last_close: 425_000,
      prices: [{ close: 410_000 }, { close: 425_000 }],
    });
    const boat = await put('boat')
      .send({ currency: 'EUR', prices: [{ date: '2024-01-01', close: 9 }] })
      .expect(200);
    expect(boat.body).toMatchObject({ symbol: 'PRIVATE:BOAT', name: 'PRIVATE:BOAT' });
    const prices = [{ date: '2024-06-01', close: 8 }];
    await put('boat').set('If-Match', boat.headers.etag!).send({ currency: 'EUR', prices }).expect(200);
    const late = await put('boat').set('If-Match', boat.headers.etag!).send({ currency: 'EUR', prices });
    expect(late).toMatchObject({ status: 412, body: { code: 'market.private_changed' } });
    expect((await market('private').expect(200)).body.items).toMatchObject([
      { symbol: 'PRIVATE:BOAT', first_date: '2024-06-01' },
      { symbol: HOUSE },
    ]);
    await remove('boat').expect(204);
    await remove('boat').expect(404);
  });

  it('come as CSV of any notation, and name every line that is wrong', async () => {
    const german = 'Close;Date;Note\n1.250,50;31.01.2024;x\n1.300;28.02.2024;y\n';
    const { body } = await put('fund', '?currency=EUR&name=Fund').type('text/csv').send(german).expect(200);
    expect(body).toMatchObject({ name: 'Fund', price_count: 2, last_close: 1_300 });
    const wrong = 'date,close\n2024-02-30,1\n2024-03-01,x\n2024-03-02,1\n2024-03-02,2\n2199-01-01,1\n';
    const refused = await put('fund', '?currency=EUR').type('text/csv').send(wrong).expect(400);
    expect(refused.body.code).toBe('market.invalid_prices');
    expect((refused.body.errors as { field: string }[]).map(({ field }) => field)).toEqual([
      'line 2',
      'line 3',
      'line 5',
      'line 6',
    ]);
    await put('fund').type('text/csv').send(german).expect(400);
    await put('fund', '?currency=EUR').type('text/csv').send('date,close\n').expect(400);
    await put('fund', '?currency=EUR').type('text/csv').send('a,b\n1,2\n').expect(400);
    await put('fund').type('image/png').send('x').expect(415);
    await put('fund')
      .send({ ...PRICES, currency: 'GBX' })
      .expect(400);
    await put('fund')
      .send({ ...PRICES, prices: [] })
      .expect(400);
    await put('a:b').send(PRICES).expect(400);
    await put('fund', '?currency=EUR').type('text/csv').send('a'.repeat(600_000)).expect(413);
    expect((await market('private/fund/prices').expect(200)).body.price_count).toBe(2);
  });

  it('answer quotes, history and indicators of their owner, and nobody else’s', async () => {
    expect((await market(`real-time/${HOUSE}`).expect(200)).body).toMatchObject({
      symbol: HOUSE,
      close: 425_000,
      previous_close: 410_000,
      currency: 'GBP',
      source: 'private',
      timestamp: '2025-01-31T00:00:00.000Z',
    });
    const window = 'from=2024-01-01&to=2025-12-31';
    expect((await market(`historical/${HOUSE}?${window}`).expect(200)).body).toMatchObject({
      source: 'private',
      adjustment: 'raw',
      stale: true,
      items: [{ open: null, close: 410_000 }, { close: 425_000 }],
    });
    const { body: indicators } = await market(`analytics/${HOUSE}?${window}&indicators=sma:2`).expect(200);
    expect(indicators.indicators[0].values).toEqual([null, 417_500]);
    expect((await market(`status?symbols=${HOUSE}`).expect(200)).body.items).toMatchObject([
      { symbol: HOUSE, state: 'unknown' },
    ]);
    for (const by of [ada, eve]) {
      const { body } = await market(`real-time?symbols=AAPL,${HOUSE}`, by).expect(200);
      const isOwner = by === ada;
      expect(body.items).toHaveLength(isOwner ? 2 : 1);
      expect(body.missing).toEqual(isOwner ? [] : [{ symbol: HOUSE, reason: 'unknown_symbol' }]);
    }
    await market(`real-time/${HOUSE}`, eve).expect(404);
    await market(`historical/${HOUSE}?${window}`, eve).expect(404);
    await market(`private/${HOUSE}/prices`, eve).expect(404);
    await remove(HOUSE, eve).expect(404);
    expect((await market('private', eve).expect(200)).body.items).toEqual([]);
  });

  it('are no listed instruments: alerts, watchlists and the stream refuse them, providers never hear of them', async () => {
    const send = (path: string, body: object) =>
      request(running.url).post(`/api/v1/${path}`).set(ada.authorization).send(body);
    await send('notifications/alerts', { symbol: HOUSE, condition: 'above', price: 1 }).expect(400);
    await send('watchlists', { name: 'Mine', items: [{ symbol: HOUSE }] }).expect(400);
    const socket = openStream(running.url, { token: ada.access_token });
    await connected(socket);
    expect(await ask(socket, 'market:subscribe', { symbols: [HOUSE] })).toMatchObject({
      rejected: [{ symbol: HOUSE, reason: 'invalid_symbol' }],
    });
    expect((await market(`search?query=${HOUSE}`).expect(200)).body.items).toEqual([]);
    expect(standIn.calls.filter((call) => /private|house/i.test(call))).toEqual([]);
  });

  it('count in analyses, live values, reports and imports of their owner', async () => {
    const ledger = await openLedger(running, ada, { currency: 'GBP' });
    const bought = { type: 'buy', date: '2024-01-31', symbol: HOUSE, quantity: 1, price: 400_000 };
    await ledger.line(bought);
    const performance = () => ledger.get('/performance?to=2025-02-03').expect(200);
    expect((await performance()).body).toMatchObject({
      summary: { market_value: 425_000, cost_basis: 400_000 },
      quality: { missing: [], sources: [{ symbol: HOUSE, source: 'private', currency: 'GBP' }] },
    });
    const { body: attribution } = await ledger.get('/attribution?to=2025-02-03').expect(200);
    expect(attribution.items[0]).toMatchObject({ end_value: 425_000 });
    const socket = openStream(running.url, { token: ada.access_token });
    await connected(socket);
    expect(await ask(socket, 'portfolio:watch', { portfolio_id: ledger.id })).toMatchObject({
      market_value: 425_000,
      stale: [{ symbol: HOUSE, reason: 'no_newer_data' }],
    });
    const report = await orderedReport(running, ada, ledger.id, { to: '2025-02-03' });
    await finishedReport(running, ada, report.id);
    const { body: file } = await downloadOf(running, ada, report.id).parse(json);
    expect(JSON.stringify(file)).toContain('425000');

    await put(HOUSE)
      .send({ ...PRICES, prices: [...PRICES.prices, { date: '2025-02-03', close: 430_000 }] })
      .expect(200);
    expect((await performance()).body.summary.market_value).toBe(430_000);

    // The same symbol of another user has no price of Ada's.
    const hers = await openLedger(running, eve, { currency: 'GBP' });
    await hers.line(bought);
    const { body: missing } = await hers.get('/performance?to=2025-02-03').expect(200);
    expect(missing.quality.missing).toEqual([{ symbol: HOUSE, reason: 'unknown_symbol' }]);

    const file2 = 'Date,Type,ISIN,Quantity,Price,Currency\n2024-02-01,Buy,XX0000000009,1,5,GBP\n';
    const made = await readImport(running, ada, ledger.id, file2);
    const symbols = [{ key: made.symbols[0]!.key, symbol: 'private:shed' }];
    await ledger.patch(`/imports/${made.id}`, { symbols }).expect(200);
    const chosen = await settledImport(running, ada, ledger.id, made.id);
    expect(chosen.rows.items).toMatchObject([{ status: 'new', transaction: { symbol: 'PRIVATE:SHED' } }]);
    await ledger.post(`/imports/${made.id}/apply`, {}).expect(200);
    const { text } = await ledger.get('/export?format=csv').expect(200);
    const copy = await openLedger(running, ada, { currency: 'GBP' });
    expect((await readImport(running, ada, copy.id, text)).counts).toMatchObject({ new: 2 });
    expect(standIn.calls.filter((call) => /private|house|shed/i.test(call))).toEqual([]);
  });

  it('are at most a hundred a user, whatever races', async () => {
    const body = { currency: 'EUR', prices: [{ date: '2024-01-01', close: 1 }] };
    const answers = await Promise.all(
      Array.from({ length: 110 }, (_, n) => put(`n${n}`, '', eve).send(body)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    const same = await Promise.all(Array.from({ length: 5 }, () => put('n0', '', eve).send(body)));
    expect(new Set(same.map(({ status }) => status)).size).toBe(1);
  });
});
