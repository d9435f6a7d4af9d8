import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport, settledImport, upload } from '../../support/features/imports';
import { finishedReport, openPortfolio, orderedReport, orderReport } from '../../support/features/reports';

const MEBIBYTE = 1_048_576;
const PADDING = 'x'.repeat(90_000);
const LINES = Array.from({ length: 5 }, (_, i) => `2024-01-1${i},buy,AAPL,1,100,${PADDING}`);
/** Larger than a third of that. */
const STATEMENT = ['Date,Type,Symbol,Quantity,Price,Unknown', ...LINES].join('\n');

describe('the files of an account, where it may store one MiB', () => {
  let running: TestApp;
  let ada: Account;
  let portfolioId: string;

  beforeAll(async () => {
    running = await startApp({ STORAGE_QUOTA_MB: '1' });
  });
  beforeEach(async () => {
    ada = await registerUser(running);
    portfolioId = await openPortfolio(running, ada);
  });
  afterAll(() => running.close());

  const remove = (path: string) => request(running.url).delete(`/api/v1/${path}`).set(ada.authorization);
  /** A finished report, said to be so large. */
  const reportOfSize = async (size_bytes: number) => {
    const { id } = await orderedReport(running, ada, portfolioId);
    await finishedReport(running, ada, id);
    const reports = running.app.get<Connection>(getConnectionToken()).collection('reports');
    await reports.updateOne({ _id: new Types.ObjectId(id) }, { $set: { size_bytes } });
    return id;
  };

  it('are as many statements as fit, also when they are uploaded at once, and others when these go', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => upload(running, ada, portfolioId, STATEMENT)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 202, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('storage.full');
    const made = answers.find(({ status }) => status === 202)?.body as { id: string };
    await settledImport(running, ada, portfolioId, made.id);
    await remove(`portfolio/${portfolioId}/imports/${made.id}`).expect(204);
    await readImport(running, ada, portfolioId, STATEMENT);
    const bob = await registerUser(running);
    await readImport(running, bob, await openPortfolio(running, bob), STATEMENT);
  });

  it('are no reports beyond that: neither ordered nor stored', async () => {
    const large = await reportOfSize(MEBIBYTE - 100);
    const { id } = await orderedReport(running, ada, portfolioId);
    const failed = await finishedReport(running, ada, id);
    expect(failed).toMatchObject({ status: 'failed', size_bytes: null });
    expect(failed.error).toMatch(/take up what an account may store/);
    await remove(`reports/${large}`).expect(204);

    const full = await reportOfSize(MEBIBYTE);
    const refused = await orderReport(running, ada, portfolioId).expect(409);
    expect(refused.body.code).toBe('storage.full');
    await upload(running, ada, portfolioId, STATEMENT).expect(409);
    const retry = `/api/v1/reports/${id}/retry`;
    const again = await request(running.url).post(retry).set(ada.authorization).expect(409);
    expect(again.body.code).toBe('storage.full');
    await remove(`reports/${full}`).expect(204);
    await request(running.url).post(retry).set(ada.authorization).expect(202);
    expect(await finishedReport(running, ada, id)).toMatchObject({ status: 'completed' });
  });
});
