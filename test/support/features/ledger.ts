import request, { Test } from 'supertest';
import type { Account } from '../application/accounts';

interface Reached {
  url: string;
}

/** A portfolio with its account Main, and short ways to its ledger. */
export interface LedgerUnderTest {
  id: string;
  main: string;
  get(this: void, path: string): Test;
  post(this: void, path: string, body: object): Test;
  patch(this: void, path: string, body: object): Test;
  delete(this: void, path: string): Test;
  /** Adds a line to Main, or to the account that it names; gives its id. */
  line(this: void, line: object): Promise<string>;
  account(this: void, account: object): Promise<string>;
}

export async function openLedger(
  { url }: Reached,
  { authorization }: Account,
  portfolio: object = {},
): Promise<LedgerUnderTest> {
  const created = await request(url)
    .post('/api/v1/portfolio')
    .set(authorization)
    .send({ name: 'Ledger', currency: 'USD', assets: [], ...portfolio })
    .expect(201);
  const id = created.body.id as string;
  const at = (path: string) => `/api/v1/portfolio/${id}${path}`;
  const get = (path: string) => request(url).get(at(path)).set(authorization);
  const post = (path: string, body: object) => request(url).post(at(path)).set(authorization).send(body);
  const main = (await get('/accounts').expect(200)).body.items[0].id as string;
  return {
    id,
    main,
    get,
    post,
    patch: (path, body) => request(url).patch(at(path)).set(authorization).send(body),
    delete: (path) => request(url).delete(at(path)).set(authorization),
    line: async (line) =>
      (await post('/transactions', { account_id: main, ...line }).expect(201)).body.id as string,
    account: async (account) => (await post('/accounts', account).expect(201)).body.id as string,
  };
}
