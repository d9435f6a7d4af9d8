import { getQueueToken } from '@nestjs/bullmq';
import { getConnectionToken } from '@nestjs/mongoose';
import { Queue } from 'bullmq';
import { Connection } from 'mongoose';
import request from 'supertest';
import { IN_FLIGHT } from '../../src/reports/making/report-turns';
import { ReportSupervisor } from '../../src/reports/making/report-supervisor';
import { REPORTS_QUEUE } from '../../src/reports/making/reports.queue';
import { registerUser } from '../support/application/accounts';
import { startApp, TestApp, testVariables } from '../support/application/app';
import { haltRenderingsOf, releaseHalted } from '../support/application/halted-work';
import { finishedReport, openPortfolio, orderedReport, reportOf } from '../support/features/reports';
import { eventually } from '../support/waiting/eventually';

describe('the reports of several users', () => {
  let running: TestApp;

  afterEach(async () => {
    releaseHalted();
    jest.restoreAllMocks();
    await running.close();
  });

  const inQueue = async (ids: string[]) => {
    const queue = running.app.get<Queue>(getQueueToken(REPORTS_QUEUE));
    const jobs = await Promise.all(ids.map((id) => queue.getJob(`report-${id}`)));
    return ids.filter((_, n) => jobs[n] !== undefined);
  };

  async function ordered(
    count: number,
    account: Awaited<ReturnType<typeof registerUser>>,
    portfolio: string,
  ) {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push((await orderedReport(running, account, portfolio)).id);
    return ids;
  }

  it('are made while one user has ordered more than there are places', async () => {
    running = await startApp();
    const [eve, bob] = [await registerUser(running), await registerUser(running)];
    const point = haltRenderingsOf(running, 'Huge');
    const hers = await ordered(5, eve, await openPortfolio(running, eve, 'Huge'));
    await eventually(() => point.waiting() === IN_FLIGHT);

    const [his] = await ordered(1, bob, await openPortfolio(running, bob));
    expect(await finishedReport(running, bob, his!)).toMatchObject({ status: 'completed' });
    const states = () => Promise.all(hers.map(async (id) => (await reportOf(running, eve, id)).status));
    expect(await states()).toEqual(['running', 'running', 'queued', 'queued', 'queued']);

    // Whoever waits for a turn is not lost: the supervisor leaves it where it is.
    const rows = running.app.get<Connection>(getConnectionToken()).collection('reports');
    await rows.updateMany({}, { $set: { checked_at: new Date(0) } });
    await running.app.get(ReportSupervisor).supervise();
    expect(await inQueue(hers)).toEqual(hers.slice(0, IN_FLIGHT));

    point.release();
    for (const id of hers) await finishedReport(running, eve, id);
    expect(await states()).toEqual(hers.map(() => 'completed'));
  });

  it('come into the queue a few of each at a time, and the next when one is deleted', async () => {
    running = await startApp({ ...testVariables(), ROLE: 'api' });
    const [eve, bob] = [await registerUser(running), await registerUser(running)];
    const hers = await ordered(4, eve, await openPortfolio(running, eve));
    const his = await ordered(1, bob, await openPortfolio(running, bob));
    expect(await inQueue([...hers, ...his])).toEqual([...hers.slice(0, IN_FLIGHT), ...his]);
    const [first, ...others] = hers;
    await request(running.url).delete(`/api/v1/reports/${first}`).set(eve.authorization).expect(204);
    expect(await inQueue(others)).toEqual(others.slice(0, IN_FLIGHT));
  });
});
