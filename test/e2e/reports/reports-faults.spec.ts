import { setTimeout as pause } from 'node:timers/promises';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { ReportSupervisor } from '../../../src/reports/making/report-supervisor';
import { expectData } from '../../../client/src/index';
import { Account, clientOf, confirmContacts, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { RunningProcess, startProcess } from '../../support/application/process';
import { RedisServer } from '../../support/stores/redis-server';
import { openPortfolio, orderedReport, Report } from '../../support/features/reports';
import { SmtpSink } from '../../support/outside/smtp-sink';

const FORMATS = ['pdf', 'xlsx', 'csv', 'json'];

/** All reports of a user, as one page. */
async function reportsOf(running: { url: string }, account: Account): Promise<Report[]> {
  const params = { path: { user_id: account.user.id }, query: { limit: 100 } };
  return expectData(await clientOf(running, account).GET('/api/v1/reports/user/{user_id}', { params })).items;
}

/** The ids of the files that GridFS has, whole ones and those of which there are pieces. */
async function filesIn({ app }: TestApp): Promise<{ whole: string[]; inPieces: string[] }> {
  const connection = app.get<Connection>(getConnectionToken());
  const files = await connection.collection('reports.files').find({}).toArray();
  const chunks = await connection
    .collection('reports.chunks')
    .find({}, { projection: { files_id: 1 } })
    .toArray();
  return {
    whole: files.map(({ _id }) => String(_id)),
    inPieces: [...new Set(chunks.map((chunk) => String(chunk.files_id)))],
  };
}

/** Every report can be downloaded whole, and there is no other file nor a piece of one. */
async function expectOneFileEach(app: TestApp, account: Account, reports: Report[]): Promise<void> {
  for (const { download_url, size_bytes } of reports) {
    const { headers } = await request(app.url).head(download_url!).set(account.authorization).expect(200);
    expect(headers['content-length']).toBe(`${size_bytes}`);
  }
  await eventually(async () => (await filesIn(app)).inPieces.length === reports.length);
  expect((await filesIn(app)).whole).toHaveLength(reports.length);
}

/** One mail for each: a mail that left twice has the same Message-ID. */
async function expectMails(sink: SmtpSink, { user }: Account, count: number): Promise<void> {
  const mails = () => sink.mailsTo(user.email).filter(({ source }) => /^Subject:.*report/im.test(source));
  const messages = () => new Set(mails().map(({ messageId }) => messageId));
  await eventually(() => messages().size >= count);
  expect(messages().size).toBe(count);
}

/** All reports of the user, once none of them is still to be made. */
function settledReports(app: TestApp, account: Account): Promise<Report[]> {
  return eventually(async () => {
    const all = await reportsOf(app, account);
    return all.every(({ status }) => ['completed', 'failed'].includes(status)) ? all : undefined;
  });
}

/** Has the supervisor look at every report that is not settled, as it does by itself once nobody has for a while. */
async function lookAfterAll({ app }: TestApp): Promise<void> {
  await app
    .get<Connection>(getConnectionToken())
    .collection('reports')
    .updateMany({}, { $set: { checked_at: new Date(0) } });
  await app.get(ReportSupervisor).supervise();
}

describe('reports under faults', () => {
  jest.setTimeout(300_000);
  let sink: SmtpSink;

  beforeEach(async () => {
    sink = await new SmtpSink().start();
  });

  afterEach(() => sink.stop());

  it('lose and double nothing when workers are killed in the middle of their work', async () => {
    const api = await startApp({ ROLE: 'api', SMTP_URL: sink.url });
    const workers: RunningProcess[] = [];
    const startWorker = async () => {
      const { MONGODB_URI, REDIS_URL } = api.environment;
      const shared = { MONGODB_URI, REDIS_URL, JWT_SECRET: 'test-secret-of-at-least-32-characters' };
      const outside = { SMTP_URL: sink.url, NODE_ENV: 'test', LOG_LEVEL: 'warn', ROLE: 'worker' };
      workers.push(await startProcess({ ...shared, ...outside }));
    };
    try {
      const ada = await registerUser(api);
      await confirmContacts(api, ada.user.id);
      const portfolio = await openPortfolio(api, ada);
      const doomed = await openPortfolio(api, ada, 'Doomed');
      for (let n = 0; n < 30; n++) {
        const format = FORMATS[n % FORMATS.length];
        await orderedReport(api, ada, portfolio, { type: 'performance', format });
      }
      const hopeless = await orderedReport(api, ada, doomed);
      await request(api.url).delete(`/api/v1/portfolio/${doomed}`).set(ada.authorization).expect(204);

      await Promise.all([startWorker(), startWorker()]);
      for (let kills = 0; kills < 4; kills++) {
        await eventually(async () => (await reportsOf(api, ada)).some(({ status }) => status === 'running'));
        // A random point of whatever it is doing.
        await pause(Math.random() * 400);
        await workers.shift()?.kill('SIGKILL');
        await startWorker();
      }

      const finished = await settledReports(api, ada);
      const completed = finished.filter(({ status }) => status === 'completed');
      expect(completed).toHaveLength(30);
      expect(finished.find(({ id }) => id === hopeless.id)).toMatchObject({
        status: 'failed',
        error: 'There is no such portfolio.',
      });
      // Proof that the kills hit work in progress.
      expect(finished.some(({ attempts }) => attempts > 1)).toBe(true);
      await expectOneFileEach(api, ada, completed);
      await expectMails(sink, ada, 31);
    } finally {
      await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
      await api.close();
    }
  });

  it('are accepted while Redis is away, and made once it is back, even if it forgot everything', async () => {
    const redis = await new RedisServer().start();
    const app = await startApp({ REDIS_URL: redis.url, SMTP_URL: sink.url, LOG_LEVEL: 'silent' });
    try {
      const ada = await registerUser(app);
      await confirmContacts(app, ada.user.id);
      const portfolio = await openPortfolio(app, ada);
      const order = async (count: number) => {
        for (let n = 0; n < count; n++) {
          const format = FORMATS[n % FORMATS.length];
          await orderedReport(app, ada, portfolio, { type: 'performance', format });
        }
      };
      await order(12);
      await redis.stop();
      await redis.forget();
      await order(18);
      await lookAfterAll(app);
      await redis.start();
      await lookAfterAll(app);

      const finished = await settledReports(app, ada);
      expect(finished.map(({ status, error }) => ({ status, error }))).toEqual(
        Array(30).fill({ status: 'completed', error: null }),
      );
      await expectOneFileEach(app, ada, finished);
      await expectMails(sink, ada, 30);
    } finally {
      await app.close();
      await redis.remove();
    }
  });
});
