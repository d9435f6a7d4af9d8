import request from 'supertest';
import { DomainError } from '../../../src/common/errors/domain-error';
import { IdempotentRequests } from '../../../src/platform/http/idempotency/idempotent-requests';
import { PerformanceService } from '../../../src/portfolio/performance/performance.service';
import type { ReportDto } from '../../../src/reports/dto/report.dto';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { downloadOf, json } from '../../support/features/downloads';
import { openLedger } from '../../support/features/ledger';
import { eventually } from '../../support/waiting/eventually';
import {
  finishedReport,
  openPortfolio,
  orderedReport,
  orderReport,
  reportOf,
} from '../../support/features/reports';
import { closeStreams, connected, openStream } from '../../support/stream/stream-client';

const UNKNOWN = '665f1f77bcf86cd799439011';

describe('reports', () => {
  let running: TestApp;
  let ada: Account;
  let portfolio: string;

  beforeAll(async () => {
    running = await startApp();
    ada = await registerUser(running);
    portfolio = await openPortfolio(running, ada);
  });

  afterAll(async () => {
    await closeStreams();
    await running.close();
  });

  const notificationsOn = async (reportId: string) => {
    const { body } = await request(running.url)
      .get('/api/v1/notifications')
      .set(ada.authorization)
      .expect(200);
    const { items } = body as { items: { kind: string; facts?: { report_id?: string } }[] };
    const found = items.filter(({ facts }) => facts?.report_id === reportId);
    return found.length > 0 ? found : undefined;
  };

  const download = (id: string, account = ada) => downloadOf(running, account, id);

  describe('an order', () => {
    it('is accepted with a place to look at, and made', async () => {
      const answer = await orderReport(running, ada, portfolio, { type: 'performance' }).expect(202);
      expect(answer.headers.location).toBe(`/api/v1/reports/${answer.body.id}`);
      expect(answer.body).toMatchObject({
        user_id: ada.user.id,
        portfolio_id: portfolio,
        type: 'performance',
        format: 'json',
        status: 'queued',
        progress: 0,
        error: null,
        download_url: null,
      });

      const report = await finishedReport(running, ada, answer.body.id as string);
      expect(report).toMatchObject({ status: 'completed', progress: 100, attempts: 1, error: null });
      expect(Object.keys(report).sort()).toEqual([
        'account',
        'attempts',
        'created_at',
        'download_url',
        'error',
        'finished_at',
        'format',
        'from',
        'id',
        'ordered_by',
        'portfolio_id',
        'progress',
        'size_bytes',
        'started_at',
        'status',
        'to',
        'type',
        'user_id',
      ]);
      const file = await request(running.url).get(report.download_url!).set(ada.authorization).expect(200);
      expect(file.body).toMatchObject({
        portfolio_id: portfolio,
        holdings: [{ symbol: 'AAPL' }, { symbol: 'MSFT' }],
      });
    });

    it.each([
      ['performance', { account: expect.any(String), holdings: [{ symbol: 'AAPL', quantity: 1 }] }],
      ['realised_gains', { lines: 1 }],
      ['transactions', { lines: 2 }],
    ])('of one account is %s of it', async (type, told) => {
      const ledger = await openLedger(running, ada, { name: 'Two' });
      const depot = await ledger.account({ name: 'Depot' });
      const bought = { type: 'buy', symbol: 'AAPL', date: '2024-01-15', quantity: 10, price: 150 };
      await ledger.line(bought);
      await ledger.line({ ...bought, account_id: depot, quantity: 2 });
      await ledger.line({ ...bought, account_id: depot, type: 'sell', date: '2024-02-15', quantity: 1 });
      const wish = { type, account: depot.toUpperCase() };
      const { id } = await orderedReport(running, ada, ledger.id, wish);
      const report = await finishedReport(running, ada, id);
      expect(report).toMatchObject({ status: 'completed', account: depot });
      const answer = await downloadOf(running, ada, id).expect(200);
      expect(answer.headers['content-disposition']).toContain(`Two - Depot - ${type}`);
      const { account, items, holdings } = JSON.parse((answer.body as Buffer).toString());
      expect({ account, holdings, lines: (items as object[] | undefined)?.length }).toMatchObject(told);
      const unknown = await orderReport(running, ada, ledger.id, { type, account: UNKNOWN }).expect(404);
      expect(unknown.body.code).toBe('account.not_found');
    });

    it('is taken once for one Idempotency-Key', async () => {
      const order = () => orderReport(running, ada, portfolio).set('Idempotency-Key', 'monthly-2026-01');
      const first = await order().expect(202);
      const again = await order().expect(202);
      expect(again.body.id).toBe(first.body.id);
      await orderReport(running, ada, portfolio, { format: 'csv' })
        .set('Idempotency-Key', 'monthly-2026-01')
        .expect(422);
    });

    it('is taken once although its process died before it could answer', async () => {
      const order = () => orderReport(running, ada, portfolio).set('Idempotency-Key', 'monthly-2026-02');
      const requests = running.app.get(IdempotentRequests);
      const begin = jest.spyOn(requests, 'begin');
      jest.spyOn(requests, 'finish').mockImplementationOnce(async (request) => {
        const turn = (await begin.mock.results.at(-1)!.value) as { lockedUntil: Date };
        await requests.release(request, turn.lockedUntil);
      });
      const first = await order().expect(202);
      const again = await order().expect(202);
      expect(again.body.id).toBe(first.body.id);
    });

    it.each([
      ['an unknown type', { type: 'weather' }, 'type'],
      ['an unknown format', { format: 'docx' }, 'format'],
      ['a day that does not exist', { from: '2025-02-30' }, 'from'],
      ['a window in the future', { to: '2150-02-01' }, 'to'],
      ['a window that ends before it begins', { from: '2025-02-03', to: '2025-02-01' }, 'from'],
      ['a field nobody knows', { colour: 'red' }, 'colour'],
    ])('with %s is refused', async (_, wish: object, field) => {
      const { body } = await orderReport(running, ada, portfolio, wish).expect(400);
      expect(body).toMatchObject({ code: 'validation.failed', errors: [{ field }] });
    });

    it('for a portfolio of another user finds nothing', async () => {
      const eve = await registerUser(running);
      await orderReport(running, eve, portfolio).expect(404);
      const { body } = await orderReport(running, eve, portfolio, { user_id: ada.user.id }).expect(403);
      expect(body.code).toBe('report.of_another_user');
    });

    it('of a superuser may be for another user, who then owns the report', async () => {
      const admin = await registerSuperuser(running);
      const { id, user_id } = await orderedReport(running, admin, portfolio, { user_id: ada.user.id });
      expect(user_id).toBe(ada.user.id);
      expect(await finishedReport(running, ada, id)).toMatchObject({ status: 'completed' });
    });
  });

  describe('that cannot be made', () => {
    const failing = (error: Error) =>
      jest.spyOn(running.app.get(PerformanceService), 'answer').mockRejectedValue(error);

    afterEach(() => jest.restoreAllMocks());

    it('fails at once where trying again is no use, and says why', async () => {
      failing(new DomainError('not_found', 'portfolio.not_found', 'There is no such portfolio.'));
      const { id } = await orderedReport(running, ada, portfolio);
      const report = await finishedReport(running, ada, id);
      expect(report).toMatchObject({ status: 'failed', attempts: 1, error: 'There is no such portfolio.' });
      expect(report.download_url).toBeNull();
      const { body } = await download(id).parse(json).expect(409);
      expect(body.code).toBe('report.not_completed');
      expect(await eventually(() => notificationsOn(id))).toMatchObject([{ kind: 'report_failed' }]);
    });

    it('fails after four attempts, without a word of what went wrong inside, and the queue goes on', async () => {
      failing(new Error('secret of the house'));
      const { id } = await orderedReport(running, ada, portfolio);
      const report = await finishedReport(running, ada, id);
      expect(report).toMatchObject({
        status: 'failed',
        attempts: 4,
        error: 'Something went wrong on our side while the report was made.',
      });
      jest.restoreAllMocks();
      const next = await orderedReport(running, ada, portfolio);
      expect(await finishedReport(running, ada, next.id)).toMatchObject({ status: 'completed' });
    });
  });

  describe('of others', () => {
    it('are not found, and their lists are forbidden', async () => {
      const { id } = await orderedReport(running, ada, portfolio);
      const eve = await registerUser(running);
      const as = (account: Account) => ({
        get: (path: string) => request(running.url).get(`/api/v1/reports/${path}`).set(account.authorization),
        delete: (path: string) =>
          request(running.url).delete(`/api/v1/reports/${path}`).set(account.authorization),
      });
      await as(eve).get(id).expect(404);
      await as(eve).get(`${id}/download`).expect(404);
      await as(eve).delete(id).expect(404);
      const { body } = await as(eve).get(`user/${ada.user.id}`).expect(403);
      expect(body.code).toBe('report.of_another_user');
      const admin = await registerSuperuser(running);
      await as(admin).get(id).expect(200);
      await as(admin).get(`user/${ada.user.id}`).expect(200);
      await request(running.url).get(`/api/v1/reports/${id}`).expect(401);
    });
  });

  it('are listed newest first, page by page', async () => {
    const lister = await registerUser(running);
    const own = await openPortfolio(running, lister);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.unshift((await orderedReport(running, lister, own)).id);
    const page = async (query: object) => {
      const { body } = await request(running.url)
        .get(`/api/v1/reports/user/${lister.user.id}`)
        .query(query)
        .set(lister.authorization)
        .expect(200);
      return body as { items: ReportDto[]; next_cursor: string | null };
    };
    const first = await page({ limit: 2 });
    const second = await page({ limit: 2, cursor: first.next_cursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.next_cursor).toBeNull();
  });

  it('tell their steps and their end to the user', async () => {
    const socket = openStream(running.url, { token: ada.access_token });
    const steps: ReportDto[] = [];
    socket.on('report:progress', (report) => steps.push(report));
    await connected(socket);
    const { id } = await orderedReport(running, ada, portfolio);
    await finishedReport(running, ada, id);
    const own = () => steps.filter((step) => step.id === id);
    await eventually(() => own().some(({ status }) => status === 'completed'));
    expect(own().map(({ progress }) => progress)).toEqual([10, 50, 80, 100]);
    expect(own().at(-1)).toEqual(await reportOf(running, ada, id));
    expect(await eventually(() => notificationsOn(id))).toMatchObject([{ kind: 'report_completed' }]);
  });

  it('that never were answer 404, and an id that is none 400', async () => {
    await download(UNKNOWN).expect(404);
    await request(running.url).get('/api/v1/reports/nonsense').set(ada.authorization).expect(400);
  });
});
