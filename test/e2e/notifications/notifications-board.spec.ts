import { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { QueueCatalogue } from '../../../src/platform/queues/queue-catalogue';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { startBrowser } from '../../support/client/browser';

describe('/admin/queues', () => {
  let running: TestApp;
  let operator: Account;
  let browser: Browser;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    operator = await registerSuperuser(running);
    browser = await startBrowser();
    const reports = running.app.get(QueueCatalogue).queues.find(({ name }) => name === 'reports');
    await reports?.add('render', { report_id: '665f1f77bcf86cd799439011' }, { jobId: 'report-1' });
    await reports?.add('expire-reports', {}, { jobId: 'to-be-cleaned' });
  });

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const openSession = (account: Account, body: object = {}) =>
    request(running.url)
      .post('/api/v1/auth/admin-session')
      .set(account.authorization)
      .send({ current_password: account.password, ...body });

  const cookieOf = async (account: Account, body?: object) => {
    const { headers } = await openSession(account, body).expect(201);
    return String(headers['set-cookie']);
  };

  const clean = (cookie: string) =>
    request(running.url).put('/admin/queues/api/queues/reports/to-be-cleaned/clean').set('Cookie', cookie);

  it('is closed without a ticket, with another’s token and with a forged ticket', async () => {
    for (const cookie of ['', 'tickfolio_admin=nonsense', `tickfolio_admin=${operator.access_token}`]) {
      const { body, headers } = await request(running.url)
        .get('/admin/queues')
        .set('Cookie', cookie)
        .expect(401);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body.code).toBe('auth.admin_session_needed');
    }
    await request(running.url).get('/admin/queues/api/queues').expect(401);
  });

  it('gives tickets to superusers only, and refuses what it does not know', async () => {
    const user = await registerUser(running);
    await openSession(user).expect(403);
    await request(running.url).post('/api/v1/auth/admin-session').expect(401);
    await openSession(operator, { write: 'yes' }).expect(400);
    const guessed = await openSession(operator, { current_password: 'not the password' }).expect(400);
    expect(guessed.body.code).toBe('auth.wrong_password');
  });

  it('sets a short-lived cookie that scripts and other sites cannot use', async () => {
    const { body, headers } = await openSession(operator).expect(201);
    expect(String(headers['set-cookie'])).toMatch(
      /^tickfolio_admin=[^;]+; Path=\/admin; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(headers.location).toBe('/admin/queues');
    const minutes = (Date.parse(body.expires_at) - Date.now()) / 60_000;
    expect(minutes).toBeLessThanOrEqual(15);
  });

  it('only looks unless asked otherwise', async () => {
    const cookie = await cookieOf(operator);
    const { body } = await request(running.url)
      .get('/admin/queues/api/queues')
      .set('Cookie', cookie)
      .expect(200);
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual([
      'market-refresh',
      'notifications',
      'portfolio-analysis',
      'privacy',
      'reports',
    ]);
    expect((await clean(cookie).expect(403)).body.code).toBe('board.read_only');
    await clean(await cookieOf(operator, { write: true })).expect(204);
  });

  it('answers no page of another origin', async () => {
    const cookie = await cookieOf(operator, { write: true });
    const board = () => request(running.url).get('/admin/queues/api/queues').set('Cookie', cookie);
    for (const headers of [
      { Origin: 'https://elsewhere.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ]) {
      expect((await board().set(headers).expect(403)).body.code).toBe('board.foreign_origin');
    }
    await board().set({ Origin: running.url, 'Sec-Fetch-Site': 'same-origin' }).expect(200);
    await board().set('Sec-Fetch-Site', 'none').expect(200);
  });

  it('closes when the session ends or the superuser is none any more', async () => {
    const leaving = await registerSuperuser(running);
    const cookie = await cookieOf(leaving);
    await request(running.url).get('/admin/queues').set('Cookie', cookie).expect(200);
    await request(running.url)
      .post('/api/v1/auth/logout')
      .send({ refresh_token: leaving.refresh_token })
      .expect(204);
    await request(running.url).get('/admin/queues').set('Cookie', cookie).expect(401);
  });

  it('is a page that works in a browser', async () => {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
    const complaints = complaintsOf(page);
    expect((await page.goto(`${running.url}/admin/queues`))?.status()).toBe(401);
    const opened = await page.evaluate(
      async ([url, authorization, current_password]) => {
        const headers = { authorization, 'content-type': 'application/json' };
        const body = JSON.stringify({ current_password });
        return (await fetch(url, { method: 'POST', headers, body })).status;
      },
      [
        `${running.url}/api/v1/auth/admin-session`,
        operator.authorization.Authorization,
        operator.password,
      ] as const,
    );
    expect(opened).toBe(201);
    complaints.length = 0;
    await page.goto(`${running.url}/admin/queues/queue/reports`);
    await page.getByText('render').first().waitFor();
    await page.getByText('portfolio-analysis').first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});

/** Errors on the page's console; the font of another host is blocked on purpose. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('fonts.googleapis.com'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}
