import { getQueueToken } from '@nestjs/bullmq';
import { getConnectionToken } from '@nestjs/mongoose';
import { Queue } from 'bullmq';
import { Connection, Types } from 'mongoose';
import { ReportSettlement } from '../../src/reports/making/report-settlement';
import { ReportSupervisor } from '../../src/reports/making/report-supervisor';
import { ReportWorkRepository } from '../../src/reports/making/report-work.repository';
import { MAKE_REPORT, REPORTS_QUEUE } from '../../src/reports/making/reports.queue';
import { ReportsRepository } from '../../src/reports/reports.repository';
import { Account, registerUser } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { eventually } from '../support/waiting/eventually';
import { finishedReport, openPortfolio } from '../support/features/reports';

describe('the supervision of reports', () => {
  let running: TestApp;
  let ada: Account;
  let portfolio: string;
  let queue: Queue;

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
    portfolio = await openPortfolio(running, ada);
    queue = running.app.get<Queue>(getQueueToken(REPORTS_QUEUE));
  });

  afterAll(() => running.close());
  afterEach(() => jest.restoreAllMocks());

  const rows = () => running.app.get<Connection>(getConnectionToken()).collection('reports');
  const neglect = (id: string, set: object = {}) =>
    rows().updateOne({ _id: new Types.ObjectId(id) }, { $set: { checked_at: new Date(0), ...set } });

  /** An order as it stands in the database when nobody could queue it. */
  async function order(): Promise<string> {
    const content = {
      user_id: ada.user.id,
      ordered_by: null,
      portfolio_id: portfolio,
      account: null,
      title: 'Growth',
      type: 'holdings' as const,
      format: 'json' as const,
      from: null,
      to: null,
      notify: false,
      request_id: null,
      traceparent: null,
    };
    const reports = running.app.get(ReportsRepository);
    const { id } = (await reports.create(new Types.ObjectId().toHexString(), content, 1_000))!;
    return id;
  }

  /** Lets the report's job fail for good before it can touch the report. */
  async function failUnrecorded(id: string): Promise<void> {
    const claim = jest.spyOn(running.app.get(ReportWorkRepository), 'claim');
    claim.mockRejectedValueOnce(new Error('the database is away'));
    const job = await queue.add(MAKE_REPORT, { report_id: id }, { jobId: `report-${id}`, attempts: 1 });
    await eventually(() => job.isFailed());
  }

  it('has a report made after all whose job failed while the database was away', async () => {
    const id = await order();
    await failUnrecorded(id);
    await neglect(id);
    await running.app.get(ReportSupervisor).supervise();
    expect(await finishedReport(running, ada, id)).toMatchObject({ status: 'completed', error: null });
  });

  it('gives up a report that took its worker along again and again, and says so', async () => {
    const id = await order();
    await failUnrecorded(id);
    await neglect(id, { status: 'running', attempts: 6 });
    await running.app.get(ReportSupervisor).supervise();
    expect(await finishedReport(running, ada, id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('again and again'),
    });
  });

  it('goes on to the others when one cannot be seen to', async () => {
    const [stuck, next] = [await order(), await order()];
    const settlement = running.app.get(ReportSettlement);
    const settle = settlement.settle.bind(settlement);
    jest
      .spyOn(settlement, 'settle')
      .mockImplementation((id) => (id === stuck ? Promise.reject(new Error('stuck')) : settle(id)));
    await neglect(stuck, { deleted_at: new Date() });
    await neglect(next, { deleted_at: new Date(), checked_at: new Date(1) });
    const supervisor = running.app.get(ReportSupervisor);
    await supervisor.supervise();
    await supervisor.supervise();
    expect(await rows().countDocuments({ _id: new Types.ObjectId(next) })).toBe(0);
  });
});
