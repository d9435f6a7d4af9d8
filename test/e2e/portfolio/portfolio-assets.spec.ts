import { Decimal } from 'decimal.js';
import { once } from 'node:events';
import { Agent, IncomingMessage, request as httpRequest, ServerResponse } from 'node:http';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';

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
    ['tabs', `${header.replaceAll(',', '\t')}\nAAPL\t10\t182.5\t2024-01-15\n`],
    ['an empty line first', `\r\n${header}\r\nAAPL,10,182.5,2024-01-15\r\n`],
    [
      'a line that names the separator',
      `sep=;\r\n${header.replaceAll(',', ';')}\r\nAAPL;10;182,5;2024-01-15`,
    ],
    ['UTF-16', Buffer.from(`\uFEFF${header}\r\nAAPL,10,182.5,2024-01-15\r\n`, 'utf16le')],
    [
      'UTF-16, high bytes first',
      Buffer.from(`\uFEFF${header}\nAAPL,10,182.5,2024-01-15`, 'utf16le').swap16(),
    ],
    [
      'Windows-1252, with its spaces that do not break',
      Buffer.from(`${header.replaceAll(',', ';')}\nAAPL;10,0;\xa0182,5;15.01.2024`, 'latin1'),
    ],
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
    expect(await assetsOf(path)).toMatchObject([apple]);
  });

  it.each([
    ['no header', 'AAPL,10,182.5,2024-01-15'],
    ['nothing', ''],
    ['a missing column', 'symbol,quantity,purchase_price\nAAPL,1,2'],
    ['an open quote', `${header}\n"AAPL,1,2,2024-01-15`],
    ['what is no text', Buffer.from([...Buffer.from(`${header}\nAAPL,10,182.5,2024-01-15\n`), 0, 1, 0])],
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
    expect(await assetsOf(path)).toMatchObject([apple]);
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
    expect(await assetsOf(path)).toMatchObject([apple]);
  });

  it('keeps the ids of lots that a PUT gives back, edits or leaves out', async () => {
    const path = await create([apple, { ...apple, quantity: 3 }, { ...apple, symbol: 'MSFT' }]);
    const put = (assets: object[]) =>
      request(running.url).put(path).set(ada.authorization).send({ name: 'Lots', assets });
    const [first, second, third] = await assetsOf(path);
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
    expect((await put([first, second, third]).expect(200)).body.assets).toEqual([first, second, third]);
    const edited = { ...second, quantity: 4 };
    const { body } = await put([first, edited, { ...apple, purchase_date: '2024-01-16' }]).expect(200);
    expect(body.assets).toMatchObject([first, edited, { purchase_date: '2024-01-16' }]);
    const withoutIds = body.assets.map(({ id: _id, ...asset }: { id: string }) => asset);
    expect((await put(withoutIds).expect(200)).body.assets).toEqual(body.assets);
    const lots = await request(running.url).get(`${path}/lots`).set(ada.authorization).expect(200);
    expect(lots.body.items.map(({ id }: { id: string }) => id).sort()).toEqual(
      body.assets.map(({ id }: { id: string }) => id).sort(),
    );
  });

  it('takes no lot without a price that is not there already', async () => {
    const path = await create([apple]);
    const body = { name: 'Lots', assets: [apple, { ...apple, purchase_price: null }] };
    const refused = await request(running.url).put(path).set(ada.authorization).send(body).expect(400);
    expect(refused.body.errors).toEqual([
      { field: 'assets.1.purchase_price', message: expect.stringContaining('must be a number') },
    ]);
    const created = request(running.url).post('/api/v1/portfolio').set(ada.authorization).send(body);
    await created.expect(400);
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
    expect(await assetsOf(copy)).toMatchObject(assets);
  });

  it('keeps 18 decimals and 10^15 from the request to the figures', async () => {
    const bought = { purchase_date: '2024-01-15' };
    const assets = [
      { ...bought, symbol: 'BTC-USD', quantity: '0.000000000000000001', purchase_price: 42_000 },
      { ...bought, symbol: 'ETH-USD', quantity: 1e-18, purchase_price: '2500.000000000000000001' },
      { ...bought, symbol: 'AAPL', quantity: 1e15, purchase_price: '0.000000000000000003' },
      { ...bought, symbol: 'MSFT', quantity: '123456789012345.123456789012345678', purchase_price: '0.1' },
    ];
    const booked = [
      ['0.000000000000000001', '42000'],
      ['0.000000000000000001', '2500.000000000000000001'],
      ['1000000000000000', '0.000000000000000003'],
      ['123456789012345.123456789012345678', '0.1'],
    ];
    const at = (path: string) => request(running.url).get(path).set(ada.authorization).expect(200);
    const digitsOf = (value: number | string) =>
      typeof value === 'string' ? value : new Decimal(value).toFixed();
    const bookedIn = async (path: string) =>
      ((await at(`${path}/transactions?sort=created`)).body.items as Record<string, number | string>[]).map(
        ({ quantity, price }) => [digitsOf(quantity!), digitsOf(price!)],
      );
    const path = await create(assets);
    expect(await bookedIn(path)).toEqual(booked);
    expect(await assetsOf(path)).toMatchObject([
      { quantity: 1e-18, purchase_price: 42_000 },
      { quantity: 1e-18, purchase_price: 2_500 },
      { quantity: 1e15, purchase_price: 3e-18 },
      { quantity: 123_456_789_012_345.123_456_789, purchase_price: 0.1 },
    ]);
    const { text } = await at(`${path}/assets/export`);
    expect(
      text
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',').slice(1, 3)),
    ).toEqual(booked);
    const copy = await create();
    await upload(copy, text).expect(200);
    expect(await bookedIn(copy)).toEqual(booked);
    const name = { name: 'Lots' };
    await request(running.url)
      .put(path)
      .set(ada.authorization)
      .send({ ...name, assets: await assetsOf(path) })
      .expect(200);
    expect(await bookedIn(path)).toEqual(booked);
    await request(running.url)
      .put(path)
      .set(ada.authorization)
      .send({ ...name, assets })
      .expect(200);
    expect(await bookedIn(path)).toEqual(booked);
    const { body } = await at(`${copy}/performance`);
    const held = (symbol: string) =>
      (body.holdings as { symbol: string; quantity: number }[]).find((one) => one.symbol === symbol)
        ?.quantity;
    expect([held('AAPL'), held('MSFT')]).toEqual([1e15, 123_456_789_012_345]);
    expect(held('BTC-USD')).toBe(1e-18);
    const refused = [{ ...assets[0], quantity: '0.0000000000000000001' }];
    const { body: problem } = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ ...name, assets: refused })
      .expect(400);
    expect(problem.errors).toEqual([{ field: 'assets.0.quantity', message: 'quantity must be a number' }]);
  });

  it('takes numbers as of the shares that they are said to be of', async () => {
    const path = await create([{ ...apple, basis: 'as_traded' }]);
    const { body } = await request(running.url)
      .get(`${path}/transactions`)
      .set(ada.authorization)
      .expect(200);
    expect(body.items).toMatchObject([{ basis: 'as_traded' }]);
  });

  it("is closed for others' portfolios", async () => {
    const path = await create([apple]);
    const eve = await registerUser(running);
    await upload(path, `${header}\nA,1,2,2024-01-15`).set(eve.authorization).expect(404);
    await request(running.url).get(`${path}/assets/export`).set(eve.authorization).expect(404);
  });
});
