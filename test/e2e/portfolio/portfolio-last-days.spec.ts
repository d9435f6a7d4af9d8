import request from 'supertest';
import { BarImporter } from '../../../src/market/history/bars/bar-importer';
import { Account, registerSuperuser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const LAST_DAY = '2024-02-29';
const traded = (quote?: null) => ({ closes: closesFrom('2024-02-01', LAST_DAY, 11), quote });

/** The newest price is a stored day: it is one of that day wherever its exchange is. */
describe('a lot that was bought on the last stored day', () => {
  let standIn: ProviderStandIn;
  let running: TestApp;
  let boss: Account;

  beforeAll(async () => {
    standIn = await startProviderStandIn(
      yahooMarket({
        CUT: traded(),
        AWAY: traded(null),
        'AWAY.T': { ...traded(null), currency: 'USD', timeZone: 'Asia/Tokyo', opens: '01:00' },
        'ABC-USD': { ...traded(null), timeZone: 'UTC', opens: '00:00' },
      }),
    );
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      LOG_LEVEL: 'silent',
    });
    boss = await registerSuperuser(running);
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const get = async (path: string) =>
    (await request(running.url).get(`/api/v1/${path}`).set(boss.authorization).expect(200)).body;

  const heldOf = async (symbol: string) => {
    const assets = [{ symbol, quantity: 100, purchase_price: 15, purchase_date: LAST_DAY }];
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(boss.authorization)
      .send({ name: symbol, currency: 'USD', assets })
      .expect(201);
    return (await get(`portfolio/${body.id}/holdings`)).items as object[];
  };

  const atItsClose = { price: 11, market_value: 1_100, unrealised_pnl: -400 };

  it('is worth its close once the instrument is delisted', async () => {
    await request(running.url)
      .put('/api/v1/admin/instruments/CUT')
      .set(boss.authorization)
      .send({ kind: 'delisted', since: '2024-03-01' })
      .expect(200);
    expect(await heldOf('CUT')).toMatchObject([{ ...atItsClose, price_at: '2024-02-29T21:00:00.000Z' }]);
  });

  it('is worth its close where an administrator imported that', async () => {
    const csv = `date,open,high,low,close,volume\n2024-02-28,10,10,10,10,1\n${LAST_DAY},11,11,11,11,1\n`;
    const terms = { currency: 'USD', adjustment: 'raw', skipBad: false } as const;
    await running.app.get(BarImporter).load(csv, { symbol: 'FILED', ...terms });
    expect(await heldOf('FILED')).toMatchObject([atItsClose]);
  });

  it('is worth its close while no provider answers, in New York, Tokyo and where there is no night', async () => {
    const symbols = ['AWAY', 'AWAY.T', 'ABC-USD'];
    for (const symbol of symbols) await get(`market/historical/${symbol}?from=2024-02-01&to=${LAST_DAY}`);
    standIn.answer = (_url, response) => response.writeHead(500).end();
    for (const symbol of symbols) expect(await heldOf(symbol)).toMatchObject([{ symbol, ...atItsClose }]);
  });
});
