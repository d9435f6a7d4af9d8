import { once } from 'node:events';
import { Agent, IncomingMessage, request as httpRequest, ServerResponse } from 'node:http';
import request from 'supertest';
import { Account, registerUser } from '../support/accounts';
import { startApp, TestApp } from '../support/app';
import { eventually } from '../support/eventually';

const header = 'symbol,quantity,purchase_price,purchase_date';
const apple = { symbol: 'AAPL', quantity: 10, purchase_price: 182.5, purchase_date: '2024-01-15' };

describe('assets as CSV', () => {
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  const create = async (assets: object[] = []) => {
    const { body } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Test', assets })
      .expect(201);
    return `/api/v1/portfolio/${body.id}`;
  };
  const upload = (path: string, csv: string | Buffer, type = 'text/csv') =>
    request(running.url)
      .post(`${path}/assets/import`)
      .set(ada.authorization)
      .set('Content-Type', type)
      .send(csv);
  const assetsOf = async (path: string) =>
    (await request(running.url).get(path).set(ada.authorization)).body.assets;

  it.each([
    ['comma', `${header}\nAAPL,10,182.5,2024-01-15\n`],
    ['semicolon', `${header.replaceAll(',', ';')}\r\nAAPL;10;182.5;2024-01-15\r\n`],
    ['semicolon and decimal comma', `${header.replaceAll(',', ';')}\nAAPL;10;182,5;2024-01-15`],
    ['byte order mark', `\uFEFF${header}\nAAPL,10,182.5,2024-01-15\n`],
    [
      'quotes, spaces and empty lines',
      `"symbol",quantity,purchase_price,purchase_date\n\n"aapl", 10 ,"182.5",2024-01-15\n\n`,
    ],
    ['rows that a spreadsheet left empty', `${header}\nAAPL,10,182.5,2024-01-15\n,,,\n,,,\n`],
    ['another order', 'purchase_date,symbol,purchase_price,quantity\n2024-01-15,AAPL,182.5,10'],
  ])('reads %s', async (_name, csv) => {
    const path = await create();
    const { body, headers } = await upload(path, csv).expect(200);
    expect(body).toMatchObject({ version: 2, assets: [apple] });
    expect(headers.etag).toBe('"v2"');
  });

  it('appends, or replaces when told to', async () => {
    const path = await create([apple]);
    await upload(path, `${header}\nMSFT,1,2,2024-01-16`).expect(200);
    expect(await assetsOf(path)).toMatchObject([{ symbol: 'AAPL' }, { symbol: 'MSFT' }]);
    await request(running.url)
      .post(`${path}/assets/import?mode=replace`)
      .set(ada.authorization)
      .set('Content-Type', 'text/csv')
      .send(`${header}\nSPY,1,2,2024-01-16`)
      .expect(200);
    expect(await assetsOf(path)).toMatchObject([{ symbol: 'SPY' }]);
  });

  it('loses no row of many imports at once', async () => {
    const path = await create();
    await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map((symbol) =>
        upload(path, `${header}\n${symbol},1,2,2024-01-16`).expect(200),
      ),
    );
    const symbols = (await assetsOf(path)).map(({ symbol }: { symbol: string }) => symbol);
    expect(symbols.toSorted()).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('names each bad line and imports nothing', async () => {
    const path = await create([apple]);
    const rows = [
      'MSFT,1,2,2024-01-16',
      'MSFT,0,2,2024-01-16',
      'A B,1,-1,2024-01-16',
      'MSFT,1,2,2199-01-01',
      'MSFT,1,2',
      'MSFT,1e3x,2,2024-02-30',
    ];
    const { body } = await upload(path, [header, ...rows].join('\n')).expect(400);
    expect(body.code).toBe('portfolio.invalid_csv');
    expect(body.errors).toEqual([
      { field: 'line 3', message: expect.stringContaining('quantity') },
      { field: 'line 4', message: expect.stringContaining('symbol') },
      { field: 'line 4', message: expect.stringContaining('purchase_price') },
      { field: 'line 5', message: expect.stringContaining('future') },
      { field: 'line 6', message: expect.stringContaining('4 fields') },
      { field: 'line 7', message: 'quantity must be a number' },
      { field: 'line 7', message: expect.stringContaining('purchase_date') },
    ]);
    expect(await assetsOf(path)).toEqual([apple]);
  });

  it.each([
    ['no header', 'AAPL,10,182.5,2024-01-15'],
    ['nothing', ''],
    ['a missing column', 'symbol,quantity,purchase_price\nAAPL,1,2'],
    ['an open quote', `${header}\n"AAPL,1,2,2024-01-15`],
    ['other bytes than UTF-8', Buffer.from([...Buffer.from(`${header}\nAA`), 0xff, 0xfe])],
    ['a column more, in a long file', `${header},note\n${'A,1,2,2024-01-15,x\n'.repeat(10_000)}`],
    ['too many rows', [header, ...Array.from({ length: 3_000 }, () => 'A,1,2,2024-01-15')].join('\n')],
  ])('refuses %s', async (_name, csv) => {
    const path = await create();
    const { body } = await upload(path, csv).expect(400);
    expect(body).toMatchObject({ code: 'portfolio.invalid_csv', errors: [expect.anything()] });
  });

  it('names a hundred bad lines of a file that has more', async () => {
    const path = await create();
    const { body } = await upload(path, `${header}\n${'A,0,1,2024-01-15\n'.repeat(3_000)}`).expect(400);
    expect(body.code).toBe('portfolio.invalid_csv');
    expect(body.errors).toHaveLength(100);
    expect(body.errors.at(-1).field).toBe('line 101');
  });

  it('refuses more than 256 KiB, another type, an old version and what would be too many in all', async () => {
    const path = await create([apple]);
    await upload(path, `${header}\n${'A,1,2,2024-01-15\n'.repeat(20_000)}`).expect(413);
    await upload(path, '{}', 'application/json').expect(415);
    await upload(path, `${header}\nA,1,2,2024-01-15`).set('If-Match', '"v9"').expect(412);
    const full = [header, ...Array.from({ length: 1_000 }, () => 'A,1,2,2024-01-15')].join('\n');
    const { body } = await upload(path, full).expect(400);
    expect(body.code).toBe('portfolio.too_many_assets');
    expect(await assetsOf(path)).toEqual([apple]);
  });

  it('lets the connection of a refused file be used again, however much of it was still to come', async () => {
    const path = await create();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (method: string, url: string, type = 'application/json') =>
      httpRequest(running.url + url, {
        agent,
        method,
        headers: { ...ada.authorization, 'Content-Type': type },
      });
    const refused = ask('POST', `${path}/assets/import`, 'text/csv');
    refused.write(`${header}\nA"B,1,2,2024-01-15\n`);
    const [answer] = (await once(refused, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(400);
    refused.end('A,1,2,2024-01-15\n'.repeat(10_000));
    answer.resume();
    const [next] = (await once(ask('GET', path).end(), 'response')) as [IncomingMessage];
    expect(next.statusCode).toBe(200);
    agent.destroy();
  });

  it('imports nothing of a file whose sender left, and takes no blame for it', async () => {
    const path = await create([apple]);
    const requested = once(running.app.getHttpServer(), 'request') as Promise<[unknown, ServerResponse]>;
    const upload = httpRequest(`${running.url}${path}/assets/import`, {
      method: 'POST',
      headers: { ...ada.authorization, 'Content-Type': 'text/csv', Expect: '100-continue' },
    });
    upload.on('error', () => undefined).flushHeaders();
    await once(upload, 'continue');
    upload.write(`${header}\nMSFT,1,2,2024-01-16\n`, () => upload.destroy());
    const [, answer] = await requested;
    await eventually(() => answer.writableEnded);
    expect(answer.statusCode).toBe(400);
    expect(await assetsOf(path)).toEqual([apple]);
  });

  it('exports what it imports, equal to the last digit', async () => {
    const assets = [
      apple,
      { symbol: '^GSPC', quantity: 0.1 + 0.2, purchase_price: 1e-7, purchase_date: '2000-02-29' },
      { symbol: 'EURUSD=X', quantity: 123_456_789.123_456_7, purchase_price: 0, purchase_date: '1999-12-31' },
    ];
    const path = await create(assets);
    const { text, headers } = await request(running.url)
      .get(`${path}/assets/export`)
      .set(ada.authorization)
      .expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="portfolio-[0-9a-f]{24}\.csv"$/),
    });
    const copy = await create();
    await upload(copy, text).expect(200);
    expect(await assetsOf(copy)).toEqual(assets);
  });

  it("is closed for others' portfolios", async () => {
    const path = await create([apple]);
    const eve = await registerUser(running);
    await upload(path, `${header}\nA,1,2,2024-01-15`).set(eve.authorization).expect(404);
    await request(running.url).get(`${path}/assets/export`).set(eve.authorization).expect(404);
  });
});
