import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp, testVariables } from '../../support/application/app';
import { startProcess } from '../../support/application/process';
import { readImport, settledImport, upload } from '../../support/features/imports';
import { openLedger } from '../../support/features/ledger';
import { eventually } from '../../support/waiting/eventually';

const ROWS = 20_000;
const FILE = [
  'Date,Action,Ticker,Qty,Price,Commission',
  ...Array.from({ length: ROWS }, (_, at) => {
    const day = new Date(Date.UTC(2014, 0, 1 + (at % 3_000))).toISOString().slice(0, 10);
    return `${day},Buy,AAPL,${1 + (at % 90)},${(100 + (at % 700) / 10).toFixed(2)},1.00`;
  }),
].join('\n');

describe('a large file', () => {
  const variables = testVariables({ ROLE: 'api' });
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp(variables);
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  it('is previewed row by row while the process answers', async () => {
    const ledger = await openLedger(running, ada);
    let answers = 0;
    let isDone = false;
    const asking = (async () => {
      while (!isDone) {
        await request(running.url).get('/health/live').expect(200);
        answers++;
      }
    })();
    const made = await readImport(running, ada, ledger.id, FILE).finally(() => (isDone = true));
    await asking;
    expect(made).toMatchObject({ status: 'ready', counts: { new: ROWS, error: 0 } });
    expect(answers).toBeGreaterThan(0);
    const last = await ledger
      .get(`/imports/${made.id}/rows?limit=1&status=new&cursor=${cursorAt(ROWS - 1)}`)
      .expect(200);
    expect(last.body).toMatchObject({ items: [{ row: ROWS - 1, line: ROWS + 1 }], next_cursor: null });
  });

  it('is read by another process when the one that took it is killed', async () => {
    const ledger = await openLedger(running, ada);
    const doomed = await startProcess(variables);
    const answered = upload(doomed, ada, ledger.id, FILE).then(
      ({ status }) => status,
      () => null,
    );
    const imports = running.app.get<Connection>(getConnectionToken()).collection('imports');
    const files = running.app.get<Connection>(getConnectionToken()).collection('import_files');
    const known = await files.countDocuments();
    await eventually(async () => (await files.countDocuments()) > known || null);
    await doomed.kill('SIGKILL');
    await answered;
    const left = await imports.findOne({ status: 'reading' });
    expect(left).not.toBeNull();
    // As if it had been silent for long enough.
    await imports.updateOne({ _id: left!._id }, { $set: { reading_until: new Date(0) } });
    const read = await settledImport(running, ada, ledger.id, left!._id.toHexString());
    expect(read).toMatchObject({ status: 'ready', counts: { new: ROWS } });
  });
});

const cursorAt = (row: number) => Buffer.from(`row ${row}`).toString('base64url');
