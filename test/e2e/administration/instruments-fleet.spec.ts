import request from 'supertest';
import { Account, registerSuperuser } from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';
import { eventually } from '../../support/waiting/eventually';

const PATHS = [
  'real-time/OLDNAME',
  'instruments/OLDNAME',
  'historical/OLDNAME?from=2024-01-02&to=2024-01-04',
];

describe('an instrument that was unknown to all instances', () => {
  let standIn: ProviderStandIn;
  let fleet: { apps: [TestApp, TestApp]; close(this: void): Promise<void> };
  let boss: Account;

  beforeAll(async () => {
    const profile = { price: { longName: 'New Names Inc.', quoteType: 'EQUITY', currency: 'USD' } };
    const closes = closesFrom('2024-01-01', '2024-03-01', 42);
    standIn = await startProviderStandIn(yahooMarket({ NEWNAME: { closes, profile } }));
    fleet = await startFleet({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      LOG_LEVEL: 'silent',
    });
    boss = await registerSuperuser(fleet.apps[0]);
  });

  afterAll(async () => {
    await fleet.close();
    await standIn.close();
  });

  const statusesAt = ({ url }: TestApp) =>
    Promise.all(
      PATHS.map(async (path) => {
        const { status } = await request(url).get(`/api/v1/market/${path}`).set(boss.authorization);
        return status;
      }),
    );
  const admin = ({ url }: TestApp) => request(url);
  const INSTRUMENT = '/api/v1/admin/instruments/OLDNAME';

  it('is known to all once it was renamed, and unknown again when that is taken back', async () => {
    const [one, other] = fleet.apps;
    // History is asked for again with growing pauses, so that what was told once need not hold.
    for (const app of fleet.apps)
      for (let times = 0; times < 8; times++) expect(await statusesAt(app)).toEqual([404, 404, 404]);
    const change = { kind: 'renamed', into: 'NEWNAME', since: '2024-02-01' };
    await admin(one).put(INSTRUMENT).set(boss.authorization).send(change).expect(200);
    expect(await statusesAt(one)).toEqual([200, 200, 200]);
    await eventually(async () => (await statusesAt(other)).every((status) => status === 200));
    const quotes = await request(other.url).get('/api/v1/market/real-time/OLDNAME').set(boss.authorization);
    expect(quotes.body).toMatchObject({ symbol: 'OLDNAME', close: 42 });

    await admin(other).delete(INSTRUMENT).set(boss.authorization).expect(204);
    const unknown = async (app: TestApp) => (await statusesAt(app)).slice(0, 2).every((s) => s === 404);
    expect(await unknown(other)).toBe(true);
    await eventually(() => unknown(one));
  });
});
