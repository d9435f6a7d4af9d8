import { Type } from '@nestjs/common';
import { INTERCEPTORS_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { OthersPortfoliosInterceptor } from '../../../src/portfolio/others-portfolios.interceptor';
import { Account, registerSuperuser, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { openPortfolio, orderReport } from '../../support/features/reports';
import { ask, closeStreams, connected, openStream } from '../../support/stream/stream-client';

interface Entry {
  action: string;
  actor_id: string;
  target: { kind: string; id: string };
  user_id: string;
  facts: Record<string, unknown>;
  request_id: string;
  address_digest: string;
  created_at: string;
}

describe('the audit log', () => {
  let running: TestApp;
  let user: Account;
  let boss: Account;

  const auditOf = async (query: Record<string, string>) => {
    const answer = await request(running.url)
      .get('/api/v1/audit')
      .query(query)
      .set(boss.authorization)
      .expect(200);
    return answer.body as { items: Entry[]; next_cursor: string | null };
  };
  const send = (method: 'post' | 'patch' | 'delete', path: string, by: Account) =>
    request(running.url)[method](`/api/v1${path}`).set(by.authorization);

  beforeAll(async () => {
    running = await startApp();
    user = await registerUser(running);
    boss = await registerSuperuser(running);
  });

  afterAll(() => running.close());

  it('has what an administrator did, under the request that did it', async () => {
    const path = `/users/${user.user.id}`;
    const promotion = { is_superuser: true, current_password: boss.password };
    await send('patch', path, boss).set('X-Request-Id', 'a-promotion').send(promotion).expect(200);
    await send('patch', path, boss).send({ is_superuser: false }).expect(200);
    const [entry] = (await auditOf({ request_id: 'a-promotion' })).items;
    expect(entry).toEqual({
      id: expect.any(String) as string,
      action: 'user.standing_changed',
      actor_id: boss.user.id,
      target: { kind: 'user', id: user.user.id },
      user_id: user.user.id,
      facts: { is_superuser: true },
      request_id: 'a-promotion',
      address_digest: expect.stringMatching(/^[\w-]{22}$/) as string,
      created_at: expect.any(String) as string,
    });
    expect(JSON.stringify(entry)).not.toContain(boss.password);
  });

  it('has what touches the safety of an account, and who ordered a report on it', async () => {
    const bystander = await registerUser(running);
    await send('patch', '/users/me', bystander).send({ full_name: 'Somebody Else' }).expect(200);
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const token = await send('post', '/tokens', bystander)
      .send({ name: 'CI', scopes: ['read'], expires_at })
      .expect(201);
    await send('delete', `/tokens/${token.body.id}`, bystander).expect(204);
    const portfolioId = await openPortfolio(running, bystander);
    await orderReport(running, bystander, portfolioId).expect(202);
    const report = await orderReport(running, boss, portfolioId, { user_id: bystander.user.id }).expect(202);
    await send('delete', `/users/${bystander.user.id}/sessions`, boss).expect(204);

    const { items } = await auditOf({ user_id: bystander.user.id });
    expect(items.map(({ action, actor_id }) => [action, actor_id === boss.user.id])).toEqual([
      ['user.sessions_ended', true],
      ['report.ordered_for_another', true],
      ['auth.token_withdrawn', false],
      ['auth.token_created', false],
      ['user.settings_changed', false],
      ['auth.registered', false],
    ]);
    expect(items[1]).toMatchObject({ target: { kind: 'report', id: report.body.id } });
    expect(items[3]).toMatchObject({
      target: { kind: 'token', id: token.body.id },
      facts: { scopes: ['read'] },
    });
    expect(items[4]?.facts).toEqual({ changed: ['full_name'] });
    expect((await auditOf({ target_id: token.body.id as string })).items).toHaveLength(2);
  });

  it('has what a superuser reads and changes of another’s portfolio, and nothing of what owners do', async () => {
    const owner = await registerUser(running);
    const id = await openPortfolio(running, owner);
    const own = await openPortfolio(running, boss);
    const path = `/portfolio/${id}`;
    const get = (url: string, by: Account) =>
      request(running.url).get(`/api/v1${url}`).set(by.authorization).expect(200);
    await get(path, owner);
    await get(`/portfolio/${own}/lots`, boss);
    await get('/portfolio', boss);
    await get(`/portfolio?user_id=${owner.user.id}`, boss);
    await get(`${path}/lots`, boss);
    await send('patch', path, boss).send({ name: '' }).expect(400);
    await send('patch', path, boss).send({ name: 'Looked after' }).expect(200);
    const socket = openStream(running.url, { token: boss.access_token });
    await connected(socket);
    await ask(socket, 'portfolio:watch', { portfolio_id: id });
    await closeStreams();
    const { items } = await auditOf({ user_id: owner.user.id });
    const target = { kind: 'portfolio', id };
    const route = (facts: Entry['facts']) => String(facts.route).replace('/api/v1', '');
    expect(items.slice(0, -1).map((one) => [one.action, one.actor_id, one.target, route(one.facts)])).toEqual(
      [
        ['portfolio.read_for_another', boss.user.id, target, 'portfolio:watch'],
        ['portfolio.changed_for_another', boss.user.id, target, 'PATCH /portfolio/:id'],
        ['portfolio.read_for_another', boss.user.id, target, 'GET /portfolio/:id/lots'],
        ['portfolio.read_for_another', boss.user.id, { kind: 'user', id: owner.user.id }, 'GET /portfolio'],
      ],
    );
    expect((await auditOf({ target_id: own })).items).toEqual([]);
  });

  it('notes them on every controller of portfolios', () => {
    const controllers = [...running.app.get(ModulesContainer).values()].flatMap((module) =>
      [...module.controllers.values()].map(({ metatype }) => metatype as Type),
    );
    const ofPortfolios = controllers.filter((one) =>
      String(Reflect.getMetadata(PATH_METADATA, one)).startsWith('portfolio'),
    );
    expect(ofPortfolios.length).toBeGreaterThan(10);
    const without = ofPortfolios.filter((one) => {
      const interceptors = (Reflect.getMetadata(INTERCEPTORS_METADATA, one) ?? []) as unknown[];
      return !interceptors.includes(OthersPortfoliosInterceptor);
    });
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('is filtered and paged', async () => {
    const all = (await auditOf({ actor_id: boss.user.id })).items;
    expect(new Set(all.map(({ actor_id }) => actor_id))).toEqual(new Set([boss.user.id]));
    const first = await auditOf({ actor_id: boss.user.id, limit: '1' });
    const rest = await auditOf({ actor_id: boss.user.id, cursor: first.next_cursor ?? '' });
    expect([...first.items, ...rest.items]).toEqual(all);
    const promotions = await auditOf({ action: 'user.standing_changed' });
    expect(promotions.items).toHaveLength(2);
    const from = promotions.items[0]?.created_at.slice(0, 10) ?? '';
    expect((await auditOf({ from, user_id: user.user.id })).items.length).toBeGreaterThan(0);
    expect((await auditOf({ to: '2020-01-01' })).items).toEqual([]);
    for (const query of ['action=none', 'actor_id=1', 'from=2026-02-01&to=2026-01-01', 'cursor=x']) {
      await request(running.url).get(`/api/v1/audit?${query}`).set(boss.authorization).expect(400);
    }
  });

  it('is for superusers, and is only added to', async () => {
    const refused = await request(running.url).get('/api/v1/audit').set(user.authorization).expect(403);
    expect(refused.body.code).toBe('auth.superuser_only');
    const connection = running.app.get<Connection>(getConnectionToken());
    const entries = connection.model('AuditEntryRecord');
    const words = 'the audit log is only added to';
    await expect(entries.deleteMany({})).rejects.toThrow(words);
    await expect(entries.updateOne({}, { facts: {} })).rejects.toThrow(words);
    await expect(entries.findOneAndDelete({})).rejects.toThrow(words);
    const expiry = (await entries.collection.indexes()).map(({ expireAfterSeconds }) => expireAfterSeconds);
    expect(expiry).toContain(400 * 86_400);
  });
});
