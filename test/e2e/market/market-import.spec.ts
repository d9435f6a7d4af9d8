import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

const SP500 = join(__dirname, '../../../node_modules/vega-datasets/data/sp500-2000.csv');
const ENTRY = join(__dirname, '../../../dist/cli/import-bars.js');

describe('importing bars', () => {
  let running: TestApp;
  let authorization: { Authorization: string };
  let folder: string;

  beforeAll(async () => {
    running = await startApp();
    ({ authorization } = await registerUser(running));
    folder = await mkdtemp(join(tmpdir(), 'tickfolio-import-'));
  });
  afterAll(async () => {
    await running.close();
    await rm(folder, { recursive: true });
  });

  const get = (path: string) => request(running.url).get(`/api/v1/market/${path}`).set(authorization);

  function importBars(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = { PATH: process.env.PATH, MONGODB_URI: running.environment.MONGODB_URI };
    return new Promise((resolve) => {
      execFile(process.execPath, [ENTRY, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
  }

  it('loads twenty years of the S&P 500, which then answer before any provider', async () => {
    expect(await importBars(SP500, '--symbol', 'spx')).toEqual({
      code: 0,
      stdout: '5105 daily bars of SPX loaded.\n',
      stderr: '',
    });
    const { body } = await get('historical/SPX?from=2000-01-01&to=2020-12-31').expect(200);
    expect(body).toMatchObject({
      source: 'import',
      adjustment: 'raw',
      currency: 'USD',
      stale: true,
      stale_reason: 'no_newer_data',
    });
    expect(body.items).toHaveLength(5105);
    expect(body.items[0]).toEqual({
      timestamp: '2000-01-03T00:00:00.000Z',
      open: 1469.25,
      high: 1478,
      low: 1438.359985,
      close: 1455.219971,
      volume: 931800000,
    });
  });

  it('changes nothing when loaded again', async () => {
    const before = await get('historical/SPX?from=2000-01-01&to=2020-12-31').expect(200);
    await importBars(SP500, '--symbol', 'SPX');
    const after = await get('historical/SPX?from=2000-01-01&to=2020-12-31').expect(200);
    expect(after.body).toEqual(before.body);
  });

  it('gathers them to months and keeps the crash of 2008 in few points', async () => {
    const months = await get('historical/SPX?from=2008-01-01&to=2008-12-31&interval=1mo').expect(200);
    expect(months.body.items).toHaveLength(12);
    const few = await get('historical/SPX?from=2000-01-01&to=2020-12-31&max_points=50').expect(200);
    expect(few.body.items).toHaveLength(50);
    const lows = few.body.items.map(({ low }: { low: number }) => low);
    expect(Math.min(...lows)).toBe(666.789978);
  });

  it('never continues real prices with invented ones: the quote is the last imported day', async () => {
    const { body } = await get('real-time/SPX').expect(200);
    expect(body).toMatchObject({ source: 'import', stale: true, stale_reason: 'no_newer_data' });
    expect(body.timestamp.slice(0, 4)).toBe('2020');
  });

  it('lists bad lines with their numbers and loads nothing, unless they may be skipped', async () => {
    const lines = (await readFile(SP500, 'utf8')).split('\n').slice(0, 10);
    lines[4] = '2000-01-06,1,2,3';
    const file = join(folder, 'bad.csv');
    await writeFile(file, lines.join('\n'));
    const refused = await importBars(file, '--symbol', 'BAD');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('line 5: 4 columns instead of 7');
    await get('historical/BAD').expect(404);
    expect(await importBars(file, '--symbol', 'BAD', '--skip-bad')).toMatchObject({
      code: 0,
      stdout: '8 daily bars of BAD loaded, 1 lines skipped.\n',
    });
  });

  it('loads splits and dividends beside bars, which apply to what was bought before them', async () => {
    const [bars, events] = [join(folder, 'ev-bars.csv'), join(folder, 'ev.csv')];
    const days = [
      '2020-08-28,500,500,500,500,1',
      '2020-08-31,125,125,125,125,1',
      '2020-09-01,130,130,130,130,1',
    ];
    await writeFile(bars, `date,open,high,low,close,volume\n${days.join('\n')}`);
    const told = ['2020-08-31,split,4,1,', '2020-11-06,dividend,,,0.205'];
    await writeFile(events, `date,kind,numerator,denominator,amount\n${told.join('\n')}`);
    for (let twice = 0; twice < 2; twice++) {
      expect(await importBars(bars, '--symbol', 'EVNT', '--events', events)).toEqual({
        code: 0,
        stdout: '3 daily bars of EVNT loaded.\n2 splits and dividends of EVNT loaded.\n',
        stderr: '',
      });
    }
    const { body } = await get('historical/EVNT?from=2020-08-28&to=2020-09-01').expect(200);
    expect(body.quality).toMatchObject({ tells_events: true });
    const assets = [{ symbol: 'EVNT', quantity: 3, purchase_price: 480, purchase_date: '2020-08-03' }];
    const made = await request(running.url)
      .post('/api/v1/portfolio')
      .set(authorization)
      .send({ name: 'Events', currency: 'USD', assets })
      .expect(201);
    expect(made.body.assets).toMatchObject([{ quantity: 12, purchase_price: 120 }]);
    const issues = await request(running.url)
      .get(`/api/v1/portfolio/${made.body.id}/issues`)
      .set(authorization)
      .expect(200);
    const proposed = issues.body.items.find(({ code }: { code: string }) => code === 'dividend.proposed');
    expect(proposed).toMatchObject({ proposal: { amount: '2.46', currency: 'USD', date: '2020-11-06' } });
  });

  it('names bad lines of an events file, and loads none of it', async () => {
    const events = join(folder, 'bad-events.csv');
    await writeFile(events, 'date,kind,amount\n2024-01-02,dividend,1\n2024-01-03,bonus,1');
    const refused = await importBars('--symbol', 'BADEV', '--events', events);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('line 3: kind is split or dividend');
    expect(await importBars('--symbol', 'BADEV', '--events', events, '--skip-bad')).toMatchObject({
      code: 0,
      stdout: '1 splits and dividends of BADEV loaded, 1 lines skipped.\n',
    });
  });

  it.each([
    [[], 'usage'],
    [['nowhere.csv', '--symbol', 'SPX'], 'cannot be read'],
    [[SP500, '--symbol', 'S$X'], 'A symbol must be'],
    [[SP500, '--symbol', 'SPX', '--currency', 'dollars'], '--currency'],
    [[SP500, '--symbol', 'SPX', '--colour', 'red'], '--colour'],
  ])('refuses %j', async (args, message) => {
    expect(await importBars(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});
