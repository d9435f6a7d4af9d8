import { randomUUID } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { DomainError } from '../../../src/common/errors/domain-error';
import { IdempotentRequests } from '../../../src/platform/http/idempotency/idempotent-requests';
import { PortfoliosService } from '../../../src/portfolio/portfolios.service';
import { Account, registerUser } from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';

describe('Idempotency-Key', () => {
  let apps: [TestApp, TestApp];
  let close: () => Promise<void>;
  let account: Account;
  const portfolio = { name: 'Once', assets: [] };

  const post = (key: string, body: object, { by = account, instance = 0 } = {}) =>
    request(apps[instance]?.url ?? '')
      .post('/api/v1/portfolio')
      .set(by.authorization)
      .set('Idempotency-Key', key)
      .send(body);
  const count = async (by = account) => {
    const { body } = await request(apps[0].url).get('/api/v1/portfolio').set(by.authorization).expect(200);
    return body.items.length as number;
  };

  beforeAll(async () => {
    const fleet = await startFleet();
    apps = fleet.apps;
    close = fleet.close;
  });

  beforeEach(async () => {
    account = await registerUser(apps[0]);
  });

  afterAll(() => close());

  it('lets fifty at once, over two instances, have one effect', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => post(key, portfolio, { instance: i % 2 })),
    );
    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, body } of answers.filter(({ status }) => status !== 201)) {
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'idempotency.in_progress' });
    }
    expect(await count()).toBe(1);
  });

  it('gives the first answer again, with its address', async () => {
    const first = await post('a key', portfolio).expect(400);
    expect(first.body.code).toBe('idempotency.invalid_key');
    const key = randomUUID();
    const created = await post(key, portfolio).expect(201);
    const again = await post(key, portfolio, { instance: 1 }).expect(201);
    expect(again.body).toEqual(created.body);
    expect(again.headers.location).toBe(created.headers.location);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await count()).toBe(1);
  });

  it('refuses another body under the same key, and keeps users apart', async () => {
    const key = randomUUID();
    await post(key, portfolio).expect(201);
    const { body } = await post(key, { ...portfolio, name: 'Twice' }).expect(422);
    expect(body.code).toBe('idempotency.key_reused');
    const other = await registerUser(apps[0]);
    await post(key, { ...portfolio, name: 'Mine' }, { by: other }).expect(201);
  });

  it('has one effect when the process dies after it and before its answer', async () => {
    const key = randomUUID();
    jest.spyOn(apps[0].app.get(IdempotentRequests), 'finish').mockResolvedValueOnce();
    const first = await post(key, portfolio).expect(201);
    await post(key, portfolio, { instance: 1 }).expect(409);
    await apps[0].app
      .get<Connection>(getConnectionToken())
      .collection('idempotent_requests')
      .updateOne({ key }, { $set: { locked_until: new Date(0) } });
    const again = await post(key, portfolio, { instance: 1 }).expect(201);
    expect(again.body).toEqual(first.body);
    expect(await count()).toBe(1);
  });

  it('has one effect when the request fails half-way, and may be repeated at once', async () => {
    const key = randomUUID();
    const portfolios = apps[0].app.get(PortfoliosService);
    const create = portfolios.create.bind(portfolios);
    jest.spyOn(portfolios, 'create').mockImplementationOnce(async (...wish) => {
      await create(...wish);
      throw new DomainError('unavailable', 'http.unavailable', 'It went away half-way.');
    });
    await post(key, portfolio).expect(503);
    await post(key, { ...portfolio, name: 'Another' }).expect(422);
    await post(key, portfolio).expect(201);
    expect(await count()).toBe(1);
  });

  it('is free again after a request that failed', async () => {
    const key = randomUUID();
    await post(key, { name: '' }).expect(400);
    await post(key, portfolio).expect(201);
  });
});

describe('If-Match', () => {
  let apps: [TestApp, TestApp];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const fleet = await startFleet();
    apps = fleet.apps;
    close = fleet.close;
  });

  afterAll(() => close());

  it('lets one of many writers win, on whatever instance', async () => {
    const { authorization } = await registerUser(apps[0]);
    const created = await request(apps[0].url)
      .post('/api/v1/portfolio')
      .set(authorization)
      .send({ name: 'v1', assets: [] })
      .expect(201);
    const path = `/api/v1/portfolio/${created.body.id}`;
    const { headers } = await request(apps[1].url).get(path).set(authorization).expect(200);
    const etag = headers.etag ?? '';
    expect(headers['cache-control']).toBe('private, no-cache');
    await request(apps[1].url).get(path).set(authorization).set('If-None-Match', etag).expect(304);
    const write = (i: number) =>
      request(apps[i % 2]?.url ?? '')
        .put(path)
        .set(authorization)
        .set('If-Match', etag)
        .send({ name: `writer ${i}`, assets: [] });
    const statuses = (await Promise.all(Array.from({ length: 20 }, (_, i) => write(i)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(19);
    await request(apps[0].url).get(path).set(authorization).set('If-None-Match', etag).expect(200);
  });
});
