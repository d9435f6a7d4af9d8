import request from 'supertest';
import { PortfoliosRepository } from '../../../src/portfolio/portfolios.repository';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

const LOT = { symbol: 'AAPL', quantity: 2, purchase_price: 10, purchase_date: '2024-01-15' };

describe('a portfolio that its client has already', () => {
  let running: TestApp;
  let ada: Account;
  let path: string;
  let tag: string;

  const get = (known: string, { authorization } = ada) =>
    request(running.url).get(path).set(authorization).set('If-None-Match', known);

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  beforeEach(async () => {
    const created = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Known', assets: [LOT] })
      .expect(201);
    path = `/api/v1/portfolio/${created.body.id}`;
    tag = String((await request(running.url).get(path).set(ada.authorization).expect(200)).headers.etag);
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => running.close());

  it('is answered 304 without reading its lots, where they are many', async () => {
    const assets = Array.from({ length: 101 }, () => LOT);
    const large = await request(running.url)
      .post('/api/v1/portfolio')
      .set(ada.authorization)
      .send({ name: 'Large', assets })
      .expect(201);
    path = `/api/v1/portfolio/${large.body.id}`;
    tag = String((await request(running.url).get(path).set(ada.authorization).expect(200)).headers.etag);
    const reads = jest.spyOn(running.app.get(PortfoliosRepository), 'find');
    const { headers, text } = await get(tag).expect(304);
    expect(headers).toMatchObject({ etag: tag, 'cache-control': 'private, no-cache' });
    expect([text, headers['content-type']]).toEqual(['', undefined]);
    expect(reads).not.toHaveBeenCalled();
  });

  it.each(['W/"v1"', '"other", "v1"', '*'])('is answered 304 for %s too', async (known) => {
    await get(known).expect(304);
  });

  it('is answered whole once it has changed, and to whom it was never given', async () => {
    await request(running.url).patch(path).set(ada.authorization).send({ name: 'Changed' }).expect(200);
    const { body, headers } = await get(tag).expect(200);
    expect([body.name, body.assets.length, headers.etag]).toEqual(['Changed', 1, '"v2"']);
    await get('"v3"').expect(200);
  });

  it('is not there for others, nor after its end, whatever they know', async () => {
    await get(tag, await registerUser(running)).expect(404);
    await request(running.url).delete(path).set(ada.authorization).expect(204);
    await get(tag).expect(404);
  });
});
