import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { expectData } from '../../../client/src/index';
import { Account, clientOf, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport, settledImport, upload } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { closeStreams, connected, openStream } from '../../support/stream/stream-client';

const TRADES = [
  'Date,Action,Ticker,Qty,Price,Commission,Currency',
  '2024-01-05,Buy,AAPL,10,182.50,1.00,USD',
  '2024-01-05,Buy,AAPL,10,182.50,1.00,USD',
  '2024-02-01,Sell,AAPL,5,190.00,1.00,USD',
  '2024-03-01,Dividend,AAPL,,,,USD',
  '2024-03-02,Moonwalk,AAPL,1,1,,USD',
].join('\r\n');

/** What the file leaves out of its fourth row. */
const DIVIDEND = { type: 'dividend', date: '2024-03-01', symbol: 'AAPL', amount: 12.5 };

describe('the way of an import', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  afterAll(async () => {
    await closeStreams();
    await running.close();
  });

  beforeEach(async () => {
    ledger = await openLedger(running, ada);
  });

  const send = (file: string | Buffer, type?: string, query?: string) =>
    upload(running, ada, ledger.id, file, { type, query });
  const read = (file: string, query?: string) => readImport(running, ada, ledger.id, file, { query });
  const corrected = async (id: string, correction: object) => {
    await ledger.patch(`/imports/${id}`, correction).expect(200);
    return settledImport(running, ada, ledger.id, id);
  };
  const lineCount = async () => (await ledger.get('/transactions').expect(200)).body.items.length as number;

  it('is looked at, corrected, applied once, and taken out again', async () => {
    const made = await read(TRADES);
    expect(made).toMatchObject({
      status: 'ready',
      format: 'generic',
      decimal: '.',
      questions: [],
      counts: { new: 3, error: 2, duplicate: 0 },
      mapping: { columns: { symbol: 'Ticker', quantity: 'Qty', fee: 'Commission' } },
    });
    expect(made.rows.items[0]).toMatchObject({
      row: 0,
      line: 2,
      raw: { Ticker: 'AAPL' },
      transaction: { type: 'buy', symbol: 'AAPL', quantity: 10, price: 182.5, fee: 1 },
    });
    expect(await lineCount()).toBe(0);
    const at = `/imports/${made.id}`;
    const refused = await ledger.post(`${at}/apply`, {}).expect(409);
    expect(refused.body.code).toBe('import.not_ready');
    const rows = [
      { row: 3, transaction: { amount: 12.5 } },
      { row: 4, action: 'skip' },
    ];
    expect((await corrected(made.id, { rows })).counts).toMatchObject({ new: 3, error: 1, ignored: 1 });
    const { body: applied } = await ledger.post(`${at}/apply`, { skip: ['error'] }).expect(200);
    expect(applied).toMatchObject({ status: 'applied', applied_count: 3, expires_at: null });
    expect(await lineCount()).toBe(3);
    await ledger.post(`${at}/apply`, { skip: ['error'] }).expect(409);
    const again = await read(TRADES);
    expect(again.counts).toMatchObject({ new: 0, duplicate: 3 });
    await ledger.line({ type: 'sell', date: '2024-05-02', symbol: 'AAPL', quantity: 15, price: 200 });
    const needed = await ledger.delete(at).expect(422);
    expect(needed.body.code).toBe('ledger.oversold');
    expect(await lineCount()).toBe(4);
  });

  it('does not take a rate into the currency that the row is told in', async () => {
    const rows = ['Date,Action,Ticker,Qty,Price,Currency,FX rate', '2024-01-05,Buy,AAPL,1,9,USD,0.8'];
    const made = await read([...rows, '2024-01-08,Buy,AAPL,1,9,CHF,1.1'].join('\r\n'));
    expect(made.rows.items).toMatchObject([
      { status: 'error', problems: [{ code: 'row.invalid', field: 'fx_rate' }] },
      { status: 'new' },
    ]);
  });

  it('is not applied to another ledger than it was compared with, and is compared anew', async () => {
    const { id } = await read(TRADES);
    await ledger.line({
      type: 'buy',
      date: '2024-01-05',
      symbol: 'AAPL',
      quantity: 10,
      price: 182.5,
      fee: 1,
    });
    const apply = () => ledger.post(`/imports/${id}/apply`, { skip: ['error'] });
    expect((await apply().expect(409)).body.code).toBe('import.preview_outdated');
    expect(await lineCount()).toBe(1);
    const compared = await settledImport(running, ada, ledger.id, id);
    expect(compared.counts).toMatchObject({ new: 2, duplicate: 1 });
    await apply().expect(200);
    expect(await lineCount()).toBe(3);
  });

  it('is walked by the client, from the file to its undoing', async () => {
    const client = clientOf(running, ada);
    const at = { id: ledger.id };
    const socket = openStream(running.url, { token: ada.access_token });
    await connected(socket);
    const steps: { status: string; rows_read: number; row_count: number | null }[] = [];
    socket.on('import:progress', (step) => steps.push(step));
    const file = `${TRADES}\r\n2024-04-01,Buy,XYZZY,2,10,,USD`;
    const made = expectData(
      await client.POST('/api/v1/portfolio/{id}/imports', {
        params: { path: at, query: { file_name: 'trades.csv' } },
        headers: { 'Content-Type': 'text/csv' },
        body: file as never,
        bodySerializer: (body: unknown) => body as string,
      }),
    );
    const path = { ...at, import_id: made.id };
    await settledImport(running, ada, ledger.id, made.id);
    expect(steps.at(-1)).toMatchObject({ import_id: made.id, status: 'ready', rows_read: 6, row_count: 6 });
    const open = [];
    for await (const row of client.pages('/api/v1/portfolio/{id}/imports/{import_id}/rows', {
      path,
      query: { limit: 2 },
    }))
      if (row.status !== 'new') open.push(row);
    expect(open.map(({ row, status }) => [row, status])).toEqual([
      [3, 'error'],
      [4, 'error'],
      [5, 'unknown_symbol'],
    ]);
    const unknown = made.symbols.find(({ symbol }) => symbol === null)!;
    const version = String((await ledger.get(`/imports/${made.id}`).expect(200)).headers.etag);
    const patched = await client.PATCH('/api/v1/portfolio/{id}/imports/{import_id}', {
      params: { path, header: { 'If-Match': version } },
      body: {
        mapping: { columns: { ...made.mapping!.columns, note: 'Action' }, types: { moonwalk: 'buy' } },
        symbols: [{ key: unknown.key, symbol: 'MSFT' }],
        rows: [{ row: 3, transaction: { account_id: ledger.main, ...DIVIDEND } }],
      },
    });
    expectData(patched);
    const ready = await settledImport(running, ada, ledger.id, made.id);
    expect(ready).toMatchObject({ counts: { new: 6, error: 0, unknown_symbol: 0 } });
    const apply = () =>
      client.POST('/api/v1/portfolio/{id}/imports/{import_id}/apply', {
        params: { path, header: { 'Idempotency-Key': made.id } },
        body: {},
      });
    const [first, again] = [expectData(await apply()), expectData(await apply())];
    expect(first).toMatchObject({ status: 'applied', applied_count: 6 });
    expect(again).toEqual(first);
    expect(await lineCount()).toBe(6);
    const undo = () => client.DELETE('/api/v1/portfolio/{id}/imports/{import_id}', { params: { path } });
    const sold = { type: 'sell', date: '2024-05-02', symbol: 'AAPL', quantity: 16, price: 200 };
    const sale = await ledger.line(sold);
    const refused = await undo();
    expect(refused.response.status).toBe(422);
    expect(refused.error).toMatchObject({ code: 'ledger.oversold', symbol: 'AAPL' });
    await ledger.delete(`/transactions/${sale}`).expect(204);
    expect((await undo()).response.status).toBe(204);
    expect(await lineCount()).toBe(0);
  });

  it('takes out exactly its lines', async () => {
    await ledger.line({ type: 'buy', date: '2024-01-05', symbol: 'MSFT', quantity: 1, price: 300 });
    const made = await read(TRADES);
    await ledger.post(`/imports/${made.id}/apply`, { skip: ['error'] }).expect(200);
    expect(await lineCount()).toBe(4);
    const { headers } = await ledger.get(`/imports/${made.id}`).expect(200);
    const refused = await ledger.delete(`/imports/${made.id}`).set('If-Match', '"v1"').expect(412);
    expect(refused.body.code).toBe('import.changed');
    expect(await lineCount()).toBe(4);
    await ledger.delete(`/imports/${made.id}`).set('If-Match', String(headers.etag)).expect(204);
    expect(await lineCount()).toBe(1);
    await ledger.get(`/imports/${made.id}`).expect(404);
  });

  it('reads a part of a form, with a type that browsers give', async () => {
    const { body } = await request(running.url)
      .post(`/api/v1/portfolio/${ledger.id}/imports`)
      .set(ada.authorization)
      .attach('file', Buffer.from(TRADES), {
        filename: 'Umsätze\u202E 2024.csv',
        contentType: 'application/vnd.ms-excel',
      })
      .expect(202);
    expect(await settledImport(running, ada, ledger.id, body.id as string)).toMatchObject({
      status: 'ready',
      file_name: 'Umsätze 2024.csv',
      counts: { new: 3 },
    });
    await send('{}', 'image/png').expect(415);
    await send('', 'text/csv').expect(422);
    await send(Buffer.alloc(11 * 1024 * 1024, 'a'), 'text/csv').expect(413);
  });

  it('asks what a file does not tell, and remembers a symbol', async () => {
    const german = 'Datum;Typ;ISIN;Stück;Kurs\n02/03/2024;Kauf;XX0000000001;1.500;1,25\n';
    const made = await read(german);
    expect(made).toMatchObject({ decimal: ',', date_order: null, questions: ['date_order'] });
    const dated = await corrected(made.id, { date_order: 'DMY' });
    expect(dated).toMatchObject({ questions: [], counts: { unknown_symbol: 1 } });
    const { key } = dated.symbols[0]!;
    const chosen = await corrected(made.id, { symbols: [{ key, symbol: 'AAPL' }] });
    expect(chosen.rows.items[0]).toMatchObject({
      status: 'new',
      transaction: { date: '2024-03-02', symbol: 'AAPL', quantity: 1500, price: 1.25 },
    });
    const next = await read(german.replace('02/03', '13/03'));
    expect(next.symbols).toMatchObject([{ symbol: 'AAPL', source: 'yours' }]);
  });

  it('takes its rows to accounts of its portfolio only', async () => {
    const made = await read(TRADES);
    const other = await openLedger(running, ada);
    const accounts = [{ name: null, account_id: other.main }];
    const refused = await ledger.patch(`/imports/${made.id}`, { accounts }).expect(422);
    expect(refused.body).toMatchObject({
      code: 'import.invalid_choice',
      errors: [{ field: 'accounts.0.account_id' }],
    });
    const { body } = await ledger.get(`/imports/${made.id}`).expect(200);
    expect(body).toMatchObject({ status: 'ready', counts: made.counts });
  });

  it('keeps templates of columns', async () => {
    const put = await request(running.url)
      .put('/api/v1/import-templates/My%20bank')
      .set(ada.authorization)
      .send({
        mapping: { columns: { date: 'A', symbol: 'B', quantity: 'C', price: 'D' }, types: {} },
        decimal: ',',
      })
      .expect(200);
    expect(put.body).toMatchObject({ name: 'My bank', decimal: ',' });
    const body = await read('A;B;C;D\n2024-01-05;AAPL;1;1.234\n', '?template=My%20bank');
    expect(body.rows.items[0]!.transaction).toMatchObject({ type: 'buy', price: 1234 });
    await send('A;B\n1;2\n', 'text/csv', '?template=none').expect(404);
  });

  it('goes with its portfolio', async () => {
    await read(TRADES);
    const stored = () =>
      running.app.get<Connection>(getConnectionToken()).collection('import_rows').countDocuments({});
    const before = await stored();
    await ledger.delete('').expect(204);
    expect(await stored()).toBe(before - 1);
  });

  it('belongs to its owner', async () => {
    const made = await read(TRADES);
    const eve = await registerUser(running);
    const path = `/api/v1/portfolio/${ledger.id}/imports`;
    await request(running.url).get(`${path}/${made.id}`).set(eve.authorization).expect(404);
    await request(running.url).get(path).set(eve.authorization).expect(404);
    await request(running.url)
      .post(path)
      .set(eve.authorization)
      .set('Content-Type', 'text/csv')
      .send(TRADES)
      .expect(404);
    const own = await openLedger(running, eve);
    await request(running.url)
      .get(`/api/v1/portfolio/${own.id}/imports/${made.id}`)
      .set(eve.authorization)
      .expect(404);
  });
});
