import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { BarImporter } from '../../../src/market/history/bars/bar-importer';
import { HistoryService } from '../../../src/market/history/history.service';
import { PortfolioWatch } from '../../../src/portfolio/live/portfolio-watch';
import type { PortfolioValue } from '../../../src/portfolio/live/portfolio.events';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, YahooSeries, yahooMarket } from '../../support/outside/yahoo-market';
import { ask, closeStreams, connected, nextEvent, openStream } from '../../support/stream/stream-client';
import { eventually } from '../../support/waiting/eventually';

const SINCE = '2024-03-01';
const MONTHS = 'from=2024-01-02&to=2024-03-15';

/** Traded at 5 until it was delisted; then its symbol is another company's, at 9. */
const reused = (): YahooSeries => ({
  closes: { ...closesFrom('2024-01-01', '2024-02-29', 5), ...closesFrom(SINCE, '2024-04-01', 9) },
  dividends: { '2024-02-15': 0.25, '2024-03-08': 0.75 },
});

const dayAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** What was fetched before somebody says that an instrument is delisted. */
describe('what was told of an instrument since it was delisted', () => {
  let standIn: ProviderStandIn;
  let fleet: { apps: [TestApp, TestApp]; close(this: void): Promise<void> };
  let boss: Account;
  let ada: Account;

  const here = () => fleet.apps[0];
  const there = () => fleet.apps[1];
  const get = (path: string, { url } = here()) => request(url).get(`/api/v1/${path}`).set(ada.authorization);
  const post = async (path: string, body: object) =>
    (await request(here().url).post(`/api/v1/${path}`).set(ada.authorization).send(body).expect(201)).body;
  const delist = (symbol: string, since = SINCE) =>
    request(here().url)
      .put(`/api/v1/admin/instruments/${symbol}`)
      .set(boss.authorization)
      .send({ kind: 'delisted', since })
      .expect(200);
  const takeBack = (symbol: string) =>
    request(here().url).delete(`/api/v1/admin/instruments/${symbol}`).set(boss.authorization).expect(204);
  const collection = (name: string) => here().app.get<Connection>(getConnectionToken()).collection(name);
  const asked = (symbol: string) => standIn.calls.filter((call) => call.includes(symbol)).length;
  const lastBar = async (symbol: string, app = here()) =>
    (await get(`market/historical/${symbol}?${MONTHS}`, app).expect(200)).body.items.at(-1) as {
      timestamp: string;
      close: number;
    };
  const price = async (symbol: string, app = here()) =>
    (await get(`market/real-time?symbols=${symbol}`, app).expect(200)).body.items[0]?.close as number;
  const holding = async (symbol: string) => {
    const assets = [{ symbol, quantity: 10, purchase_price: 4, purchase_date: '2024-01-15' }];
    return (await post('portfolio', { name: symbol, assets })).id as string;
  };

  beforeAll(async () => {
    standIn = await startProviderStandIn(
      yahooMarket({
        CUT: reused(),
        FARCUT: reused(),
        HELDCUT: {
          ...reused(),
          profile: { price: { longName: 'Gone', quoteType: 'EQUITY', currency: 'USD' } },
        },
        LIVECUT: reused(),
        QUOTECUT: reused(),
        ALERTCUT: reused(),
        FILECUT: reused(),
        ENDCUT: { closes: closesFrom('2024-01-01', '2024-02-29', 5) },
        DAYCUT: { closes: closesFrom(dayAgo(3), dayAgo(1), 5, true), opens: '15:00' },
      }),
    );
    fleet = await startFleet({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      LOG_LEVEL: 'silent',
    });
    [boss, ada] = [await registerSuperuser(here()), await registerUser(here())];
  });

  afterEach(closeStreams);

  afterAll(async () => {
    await fleet.close();
    await standIn.close();
  });

  it('counts no more, though it was stored, until that is taken back', async () => {
    const path = `market/historical/CUT?${MONTHS}`;
    const before = await get(path).expect(200);
    expect(before.body.items.at(-1)).toMatchObject({ timestamp: '2024-03-15T00:00:00.000Z', close: 9 });
    expect(await price('CUT')).toBe(9);
    const calls = asked('CUT');
    await delist('CUT');
    const after = await get(path).set('If-None-Match', String(before.headers.etag)).expect(200);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    expect(after.body.items.at(-1)).toMatchObject({ timestamp: '2024-02-29T00:00:00.000Z', close: 5 });
    expect(after.body).toMatchObject({ stale: false, quality: { owed_days: [] } });
    const { body: quotes } = await get('market/real-time?symbols=CUT').expect(200);
    expect(quotes).toMatchObject({
      items: [{ close: 5, timestamp: '2024-02-29T21:00:00.000Z', stale_reason: 'no_newer_data' }],
      missing: [],
    });
    expect((await get('market/historical/CUT?from=2024-03-04&to=2024-03-15').expect(200)).body.items).toEqual(
      [],
    );
    expect(asked('CUT')).toBe(calls);
    await takeBack('CUT');
    const again = await get(path).expect(200);
    expect([again.headers.etag, again.body.items]).toEqual([before.headers.etag, before.body.items]);
    expect(await price('CUT')).toBe(9);
    expect(asked('CUT')).toBe(calls);
  });

  it('counts no more on another instance that was told', async () => {
    expect((await lastBar('FARCUT', there())).close).toBe(9);
    // Asked twice: the second answer is one at hand.
    expect((await lastBar('FARCUT', there())).close).toBe(9);
    await eventually(async () => (await price('FARCUT', there())) === 9);
    await delist('FARCUT');
    await eventually(async () => (await lastBar('FARCUT', there())).close === 5);
    await eventually(async () => (await price('FARCUT', there())) === 5);
    const socket = openStream(there().url, { token: ada.access_token });
    await connected(socket);
    const { quotes } = await ask<{ quotes: object[] }>(socket, 'market:subscribe', { symbols: ['FARCUT'] });
    expect(quotes).toMatchObject([{ symbol: 'FARCUT', close: 5 }]);
    await takeBack('FARCUT');
    await eventually(async () => (await lastBar('FARCUT', there())).close === 9);
    await eventually(async () => (await price('FARCUT', there())) === 9);
  });

  it('is no part of performance, holdings or dividends', async () => {
    const id = await holding('HELDCUT');
    const worth = async () => {
      const [{ body: performance }, { body: holdings }] = await Promise.all([
        get(`portfolio/${id}/performance`).expect(200),
        get(`portfolio/${id}/holdings`).expect(200),
      ]);
      return [performance.summary.market_value, holdings.items[0].market_value] as [number, number];
    };
    const dividends = async () =>
      (await get('market/instruments/HELDCUT').expect(200)).body.dividends as { ex_date: string }[];
    expect(await worth()).toEqual([90, 90]);
    expect((await dividends()).map(({ ex_date }) => ex_date)).toEqual(['2024-02-15', '2024-03-08']);
    await delist('HELDCUT');
    expect(await worth()).toEqual([50, 50]);
    expect((await dividends()).map(({ ex_date }) => ex_date)).toEqual(['2024-02-15']);
    // Nothing more is to come, so it need not be looked at again.
    const [analysis] = await collection('portfolio_analyses')
      .find({ portfolio_id: new Types.ObjectId(id) })
      .toArray();
    expect(analysis).toMatchObject({ settled: true });
    await takeBack('HELDCUT');
    expect(await worth()).toEqual([90, 90]);
  });

  it('is no part of a live value that is watched on another instance', async () => {
    const portfolio_id = await holding('LIVECUT');
    await lastBar('LIVECUT');
    const socket = openStream(there().url, { token: ada.access_token });
    await connected(socket);
    expect(await ask<PortfolioValue>(socket, 'portfolio:watch', { portfolio_id })).toMatchObject({
      market_value: 90,
    });
    const revisited = async (market_value: number) => {
      const told = nextEvent<PortfolioValue>(socket, 'portfolio:value');
      await eventually(async () => (await price('LIVECUT', there())) * 10 === market_value);
      await there().app.get(PortfolioWatch).revisit();
      expect(await told).toMatchObject({ market_value });
    };
    await delist('LIVECUT');
    await revisited(50);
    await takeBack('LIVECUT');
    await revisited(90);
  });

  it('is no last price where only quotes were stored: the provider is asked for the days before', async () => {
    expect(await price('QUOTECUT')).toBe(9);
    await delist('QUOTECUT');
    expect(await price('QUOTECUT')).toBe(5);
    const calls = asked('QUOTECUT');
    expect(await price('QUOTECUT')).toBe(5);
    expect(asked('QUOTECUT')).toBe(calls);
  });

  it('is not asked for day after day', async () => {
    const closes = async () => {
      const { series } = await here()
        .app.get(HistoryService)
        .dailyCloses(['ENDCUT'], '2024-01-02', dayAgo(0));
      return series.get('ENDCUT')?.closes.at(-1);
    };
    const aDayPasses = () =>
      collection('market_series').updateOne({ symbol: 'ENDCUT' }, { $set: { 'asked.at': new Date(0) } });
    expect(await closes()).toBe(5);
    expect(asked('ENDCUT')).toBe(1);
    await aDayPasses();
    await closes();
    expect(asked('ENDCUT')).toBe(2);
    await delist('ENDCUT');
    await aDayPasses();
    expect(await closes()).toBe(5);
    expect(asked('ENDCUT')).toBe(2);
  });

  it('fires no alert', async () => {
    expect(await price('ALERTCUT')).toBe(9);
    await delist('ALERTCUT');
    const alert = { symbol: 'ALERTCUT', condition: 'above', price: 8 };
    const { body } = await request(here().url)
      .post('/api/v1/notifications/alerts')
      .set(ada.authorization)
      .send(alert)
      .expect(409);
    expect(body.code).toBe('alert.delisted');
  });

  it('is counted all the same where an administrator imported it', async () => {
    expect(await price('FILECUT')).toBe(9);
    const csv = 'date,open,high,low,close,volume\n2024-02-29,6,6,6,6,1\n2024-03-04,7,7,7,7,1\n';
    const terms = { currency: 'USD', adjustment: 'raw', skipBad: false } as const;
    await here()
      .app.get(BarImporter)
      .load(csv, { symbol: 'FILECUT', ...terms });
    await delist('FILECUT');
    expect(await lastBar('FILECUT')).toMatchObject({ timestamp: '2024-03-04T00:00:00.000Z', close: 7 });
    expect(await price('FILECUT')).toBe(7);
  });

  it('is left out of bars within the day that were told a moment ago', async () => {
    const days = async () => {
      const { body } = await get(`market/intraday/DAYCUT?interval=1h&from=${dayAgo(4)}T00:00:00Z`).expect(
        200,
      );
      return (body.items as { timestamp: string }[]).map(({ timestamp }) => timestamp.slice(0, 10));
    };
    const all = [dayAgo(3), dayAgo(2), dayAgo(1)];
    expect(await days()).toEqual(all);
    await delist('DAYCUT', dayAgo(1));
    expect(await days()).toEqual(all.slice(0, 2));
    await takeBack('DAYCUT');
    expect(await days()).toEqual(all);
  });
});
