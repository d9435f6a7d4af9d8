import mongoose from 'mongoose';
import { ImportedLinesService } from '../../../src/portfolio/transactions/imported-lines.service';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const TRADES = [
  'Date,Action,Ticker,Qty,Price,Currency',
  '2024-01-05,Buy,AAPL,10,182.50,USD',
  '2024-02-01,Sell,AAPL,5,190.00,USD',
].join('\n');

describe('an application that a silent store breaks off', () => {
  let running: TestApp;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  beforeEach(async () => {
    ledger = await openLedger(running, ada);
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => running.close());

  const brokenOff = async (whenAreLinesIn: 'before' | 'after') => {
    const lines = running.app.get(ImportedLinesService, { strict: false });
    const add = lines.add.bind(lines);
    jest.spyOn(lines, 'add').mockImplementationOnce(async (...order) => {
      if (whenAreLinesIn === 'before') await add(...order);
      throw new mongoose.mongo.MongoNetworkError('gone');
    });
    const { id } = await readImport(running, ada, ledger.id, TRADES);
    await ledger.post(`/imports/${id}/apply`, {}).expect(503);
    return `/imports/${id}`;
  };
  const lineCount = async () => (await ledger.get('/transactions').expect(200)).body.items.length as number;

  it.each(['before', 'after'] as const)('is finished by asking again, its lines in %s it', async (when) => {
    const path = await brokenOff(when);
    const { body } = await ledger.post(`${path}/apply`, {}).expect(200);
    expect(body).toMatchObject({ status: 'applied', applied_count: 2 });
    expect(await lineCount()).toBe(2);
    await ledger.delete(path).expect(204);
    expect(await lineCount()).toBe(0);
  });

  it.each(['before', 'after'] as const)('may be taken out instead, its lines in %s it', async (when) => {
    const path = await brokenOff(when);
    await ledger.delete(path).expect(204);
    expect(await lineCount()).toBe(0);
  });
});
