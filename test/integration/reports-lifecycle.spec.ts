import { getQueueToken } from '@nestjs/bullmq';
import { getConnectionToken } from '@nestjs/mongoose';
import { Queue } from 'bullmq';
import { parse } from 'csv-parse/sync';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { DAY_MS } from '../../src/common/calendar/day-length';
import { renderReport } from '../../src/reports/rendering/render-report';
import { ReportsProcessor } from '../../src/reports/making/reports.processor';
import { EXPIRE_REPORTS, REPORTS_QUEUE } from '../../src/reports/making/reports.queue';
import { ReportsRepository } from '../../src/reports/reports.repository';
import { ReportSupervisor } from '../../src/reports/making/report-supervisor';
import { Account, registerUser } from '../support/application/accounts';
import { startApp, TestApp, testVariables } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import {
  haltComputation,
  haltRendering,
  haltWritten,
  releaseHalted,
} from '../support/application/halted-work';
import { madeUpPerformance } from '../support/features/performance';
import { finishedReport, openPortfolio, orderedReport, reportOf } from '../support/features/reports';

const database = ({ app }: TestApp) => app.get<Connection>(getConnectionToken());

/** How much there is of reports: orders, files and which files there are pieces of. */
async function stored(running: TestApp) {
  const files = await database(running).collection('reports.files').find({}).toArray();
  return {
    reports: await database(running).collection('reports').countDocuments(),
    files: files.map(({ _id }) => String(_id)),
    inPieces: (await database(running).collection('reports.chunks').distinct('files_id')).map(String),
  };
}

/** A portfolio of so many closes that its figures are computed in a thread. */
async function openLongPortfolio({ url }: TestApp, { authorization }: Account): Promise<string> {
  const assets = ['AAPL', 'MSFT'].map((symbol) => ({
    symbol,
    quantity: 10,
    purchase_price: 50,
    purchase_date: '2012-01-03',
  }));
  const { body } = await request(url)
    .post('/api/v1/portfolio')
    .set(authorization)
    .send({ name: 'Long', assets })
    .expect(201);
  return (body as { id: string }).id;
}

describe('the life of a report', () => {
  afterEach(() => {
    releaseHalted();
    jest.restoreAllMocks();
  });

  describe('while the application runs', () => {
    let running: TestApp;
    let ada: Account;
    let portfolio: string;

    beforeAll(async () => {
      running = await startApp({ REPORT_RETENTION_DAYS: '7' });
      ada = await registerUser(running);
      portfolio = await openPortfolio(running, ada);
    });

    afterAll(() => running.close());

    it.each([
      ['rendered', haltRendering, 0],
      ['stored', haltWritten, 1],
    ])('leaves nothing when it is deleted while being %s', async (_, haltAt, filesSoFar) => {
      const point = haltAt(running);
      const { id } = await orderedReport(running, ada, portfolio);
      await point.reached;
      expect(await reportOf(running, ada, id)).toMatchObject({ status: 'running' });
      const before = await stored(running);
      expect(before.files).toHaveLength(filesSoFar);
      expect(before.inPieces).toHaveLength(filesSoFar);

      const path = `/api/v1/reports/${id}`;
      await request(running.url).delete(path).set(ada.authorization).expect(204);
      await request(running.url).get(path).set(ada.authorization).expect(404);
      await request(running.url).get(`${path}/download`).set(ada.authorization).expect(404);

      point.release();
      await eventually(async () => (await stored(running)).reports === 0);
      expect(await stored(running)).toEqual({ reports: 0, files: [], inPieces: [] });
      await request(running.url).get(path).set(ada.authorization).expect(404);
    });

    it('ends with its file REPORT_RETENTION_DAYS after its order, and not before', async () => {
      const made = async (daysAgo: number) => {
        const { id } = await orderedReport(running, ada, portfolio);
        await finishedReport(running, ada, id);
        const reports = database(running).collection('reports');
        const settled = () => reports.findOne({ _id: new Types.ObjectId(id), settled: true });
        const { file_ids } = await eventually(settled);
        const then = new Date(Date.now() - daysAgo * DAY_MS);
        await reports.updateOne(
          { _id: new Types.ObjectId(id) },
          { $set: { created_at: then, started_at: then, finished_at: then, checked_at: then } },
        );
        return { id, fileId: String(file_ids[0]) };
      };
      const old = await made(7.01);
      const young = await made(6.99);
      expect((await stored(running)).files).toEqual([old.fileId, young.fileId]);

      const queue = running.app.get<Queue>(getQueueToken(REPORTS_QUEUE));
      expect(await queue.getJobScheduler(EXPIRE_REPORTS)).toMatchObject({ every: 3_600_000 });
      await queue.add(EXPIRE_REPORTS, {});
      await eventually(async () => (await stored(running)).reports === 1);

      expect(await stored(running)).toEqual({ reports: 1, files: [young.fileId], inPieces: [young.fileId] });
      const answer = (id: string) =>
        request(running.url).get(`/api/v1/reports/${id}/download`).set(ada.authorization);
      await answer(old.id).expect(404);
      await answer(young.id).expect(200);
    });

    it('keeps the request and the trace that it was ordered under when only the supervisor queues it', async () => {
      const origin = {
        request_id: 'the-ordering-request',
        traceparent: `00-${'4b'.repeat(16)}-${'a1'.repeat(8)}-01`,
      };
      const order = {
        user_id: ada.user.id,
        ordered_by: null,
        portfolio_id: portfolio,
        account: null,
        title: 'Lost',
        type: 'holdings' as const,
        format: 'json' as const,
        from: null,
        to: null,
        notify: false,
        ...origin,
      };
      const id = new Types.ObjectId().toHexString();
      const lost = (await running.app.get(ReportsRepository).create(id, order, 1_000))!;
      await database(running)
        .collection('reports')
        .updateOne({ _id: new Types.ObjectId(lost.id) }, { $set: { checked_at: new Date(0) } });
      await running.app.get(ReportSupervisor).supervise();
      const job = await running.app.get<Queue>(getQueueToken(REPORTS_QUEUE)).getJob(`report-${lost.id}`);
      expect(job?.data).toEqual({ report_id: lost.id, correlation: { user_id: ada.user.id, ...origin } });
      expect(await finishedReport(running, ada, lost.id)).toMatchObject({ status: 'completed' });
    });
  });

  describe('whose application ends', () => {
    let variables: ReturnType<typeof testVariables>;
    let first: TestApp;
    let second: TestApp | undefined;
    let ada: Account;
    let left: Promise<void> | undefined;

    /** Once, whoever asks. */
    const leaveFirst = () => (left ??= first.leave());

    beforeEach(async () => {
      variables = testVariables();
      first = await startApp(variables);
      ada = await registerUser(first);
      second = undefined;
      left = undefined;
    });

    afterEach(async () => {
      releaseHalted();
      await leaveFirst();
      await second?.close();
    });

    it('is completed before the application is gone, though its figures were yet to compute', async () => {
      const portfolio = await openLongPortfolio(first, ada);
      // So that there is a thread to compute in, which could be ended too early.
      await request(first.url)
        .get(`/api/v1/portfolio/${portfolio}/performance`)
        .set(ada.authorization)
        .expect(200);
      const point = haltComputation(first);
      const { id } = await orderedReport(first, ada, portfolio, { type: 'performance', from: '2013-01-02' });
      await point.reached;
      const { worker } = first.app.get(ReportsProcessor);
      const gone = leaveFirst();
      await eventually(() => worker.closing !== undefined);
      point.release();
      await gone;

      second = await startApp({ ...variables, ROLE: 'api' });
      expect(await reportOf(second, ada, id)).toMatchObject({ status: 'completed', attempts: 1 });
      const { files, inPieces } = await stored(second);
      expect(files).toHaveLength(1);
      expect(inPieces).toEqual(files);
    });

    it('is taken over when it was cut short, and the late attempt leaves no file', async () => {
      const portfolio = await openPortfolio(first, ada);
      const point = haltWritten(first);
      const { id } = await orderedReport(first, ada, portfolio);
      await point.reached;
      // Lets go of the job without an end, as a process does that is killed.
      await first.app.get(ReportsProcessor).worker.close(true);
      second = await startApp(variables);

      const report = await finishedReport(second, ada, id);
      expect(report).toMatchObject({ status: 'completed', attempts: 2 });
      point.release();
      await leaveFirst();
      const another = second;
      const { files, inPieces } = await eventually(async () => {
        const rest = await stored(another);
        return rest.files.length === 1 && rest.inPieces.length === 1 ? rest : undefined;
      });
      expect(inPieces).toEqual(files);
      await request(second.url).get(String(report.download_url)).set(ada.authorization).expect(200);
    });
  });

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '\r=1+1'])(
    'never makes a formula of the text %j in a CSV file, and keeps its numbers',
    async (text) => {
      const performance = madeUpPerformance({
        holdings: 4,
        days: 200,
        symbol: (n) => (n ? `SYM${n}` : text),
      });
      const rowsOf = async (type: 'holdings' | 'performance') => {
        const about = { title: 'Growth', prepared_for: 'Ada', generated_at: '2026-01-31T09:00:00.000Z' };
        const bytes = await renderReport({ type, format: 'csv', ...about, performance });
        return parse<Record<string, string>>(Buffer.from(bytes), { columns: true });
      };
      const holdings = await rowsOf('holdings');
      expect(holdings.map(({ symbol }) => symbol)).toEqual(
        performance.holdings.map(({ symbol }) => (symbol === text ? `'${text}` : symbol)),
      );
      const losses = performance.holdings.filter(({ unrealised_pnl }) => Number(unrealised_pnl) < 0);
      expect(losses).not.toHaveLength(0);
      expect(holdings.map(({ unrealised_pnl }) => unrealised_pnl)).toEqual(
        performance.holdings.map(({ unrealised_pnl }) => String(unrealised_pnl)),
      );
      const figures = await rowsOf('performance');
      expect(figures.filter(({ name }) => name === `'${text}`)).toHaveLength(1);
      expect(figures.filter(({ name }) => name === text)).toHaveLength(0);
      expect(figures.find(({ name }) => name === 'max_drawdown')?.value).toMatch(/^-\d/);
    },
  );
});
