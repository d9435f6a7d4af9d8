import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { QueueCatalogue } from '../../../src/platform/queues/queue-catalogue';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openPortfolio, orderReport } from '../../support/features/reports';
import { eventually } from '../../support/waiting/eventually';

describe('administrators', () => {
  let running: TestApp;
  let user: Account;
  let boss: Account;
  let portfolioId: string;

  const get = (path: string, by = boss) => request(running.url).get(`/api/v1${path}`).set(by.authorization);
  const post = (path: string, by = boss) => request(running.url).post(`/api/v1${path}`).set(by.authorization);
  const actionsOn = async (target: string) =>
    ((await get(`/audit?target_id=${target}`)).body.items as { action: string }[]).map(
      ({ action }) => action,
    );

  beforeAll(async () => {
    running = await startApp();
    user = await registerUser(running);
    boss = await registerSuperuser(running);
    portfolioId = await openPortfolio(running, user);
  });

  afterAll(() => running.close());

  it('list the portfolios of a user, who lists nobody else’s', async () => {
    const { body } = await get(`/portfolio?user_id=${user.user.id}`).expect(200);
    expect(body.items).toMatchObject([{ id: portfolioId, user_id: user.user.id }]);
    expect((await get('/portfolio').expect(200)).body.items).toEqual([]);
    expect((await get(`/portfolio?user_id=${user.user.id}`, user).expect(200)).body.items).toHaveLength(1);
    const refused = await get(`/portfolio?user_id=${boss.user.id}`, user).expect(403);
    expect(refused.body.code).toBe('portfolio.of_another_user');
  });

  it('order reports for the owner of a portfolio, and are told of them too', async () => {
    const { body } = await orderReport(running, boss, portfolioId, { format: 'csv' }).expect(202);
    expect(body).toMatchObject({ user_id: user.user.id, ordered_by: boss.user.id });
    const own = await get(`/reports/user/${user.user.id}`, user).expect(200);
    expect(own.body.items).toMatchObject([{ id: body.id }]);
    const noticesOf = async (reader: Account) =>
      ((await get('/notifications', reader)).body.items as { facts: { report_id?: string }; title: string }[])
        .filter(({ facts }) => facts.report_id === body.id)
        .map(({ title }) => title);
    await eventually(async () => (await noticesOf(user)).length > 0 && (await noticesOf(boss)).length > 0);
    expect([await noticesOf(user), await noticesOf(boss)]).toEqual([
      ['Your report on Growth is ready'],
      ['The report on Growth is ready'],
    ]);
    const wrong = await orderReport(running, boss, portfolioId, { user_id: boss.user.id }).expect(404);
    expect(wrong.body.code).toBe('portfolio.not_found');
  });

  it('see the reports of all by status and user, and have failed ones made again', async () => {
    const { body } = await orderReport(running, user, portfolioId, { format: 'csv' }).expect(202);
    const reports = running.app.get<Connection>(getConnectionToken()).collection('reports');
    const statusOf = async () => String((await get(`/reports/${body.id}`)).body.status);
    await eventually(async () => (await statusOf()) === 'completed');
    expect((await post(`/reports/${body.id}/retry`).expect(409)).body.code).toBe('report.not_failed');
    await reports.updateOne(
      { _id: new Types.ObjectId(String(body.id)) },
      { $set: { status: 'failed', error: 'Broke.' } },
    );
    const failed = await get(`/reports?status=failed&user_id=${user.user.id}`).expect(200);
    expect(failed.body.items).toMatchObject([{ id: body.id, error: 'Broke.' }]);
    expect((await get(`/reports?user_id=${boss.user.id}`)).body.items).toEqual([]);
    expect((await get('/reports')).body.items.length).toBeGreaterThan(1);
    await get('/reports', user).expect(403);

    const stranger = await registerUser(running);
    await post(`/reports/${body.id}/retry`, stranger).expect(404);
    const again = await post(`/reports/${body.id}/retry`).expect(202);
    expect(again.body).toMatchObject({ status: 'queued', error: null });
    await eventually(async () => (await statusOf()) === 'completed');
    expect(await actionsOn(String(body.id))).toEqual(['report.retried_for_another']);
  });

  it('see the queues, why jobs failed, and have them tried again', async () => {
    const queue = running.app.get(QueueCatalogue).queues.find(({ name }) => name === 'notifications')!;
    const job = await queue.add('deliver', { delivery_id: 'not an id' }, { attempts: 1 });
    const failedJobs = async () =>
      (await get('/admin/queues/notifications/failed').expect(200)).body.items as {
        id: string;
        reason: string;
      }[];
    await eventually(async () => (await failedJobs()).some(({ id }) => id === job.id));
    expect((await failedJobs()).find(({ id }) => id === job.id)?.reason).not.toBe('');
    const named = (name: string) => get(`/admin/queues/notifications/failed?name=${name}`);
    const delivers = (await named('deliver').expect(200)).body.items as { id: string }[];
    expect(delivers.map(({ id }) => id)).toContain(job.id);
    expect((await named('none').expect(200)).body.items).toEqual([]);
    await named('x'.repeat(101)).expect(400);
    const states = (await get('/admin/queues').expect(200)).body.items as { name: string; failed: number }[];
    expect(states.find(({ name }) => name === 'notifications')?.failed).toBeGreaterThan(0);

    await post(`/admin/queues/notifications/failed/${job.id}/retry`).expect(204);
    await eventually(async () => (await failedJobs()).some(({ id }) => id === job.id));
    const all = await post('/admin/queues/notifications/failed/retry').expect(200);
    expect(all.body.retried).toBeGreaterThan(0);
    expect(await actionsOn('notifications')).toEqual(['queue.jobs_retried', 'queue.jobs_retried']);

    expect((await post('/admin/queues/none/failed/retry').expect(404)).body.code).toBe('queue.not_found');
    const none = await post('/admin/queues/notifications/failed/none/retry').expect(404);
    expect(none.body.code).toBe('queue.job_not_found');
    await get('/admin/queues', user).expect(403);
  });
});
