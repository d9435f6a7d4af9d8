import request, { Test } from 'supertest';
import type { Account } from '../application/accounts';
import { eventually } from '../waiting/eventually';

interface Reached {
  url: string;
}

/** What tests look at of an import. */
export interface ImportUnderTest {
  id: string;
  status: string;
  format: string;
  counts: Record<string, number>;
  accounts: {
    name: string | null;
    currency: string | null;
    account_id: string | null;
    create: boolean;
    opens: object | null;
    warning: string | null;
  }[];
  symbols: { key: string; symbol: string | null; source: string | null }[];
  rows: {
    items: {
      status: string;
      transaction: Record<string, unknown> | null;
      problems: { code: string; field?: string }[];
    }[];
  };
}

/** Uploads a file as a raw body. */
export function upload(
  { url }: Reached,
  { authorization }: Account,
  portfolioId: string,
  file: string | Buffer,
  { type = 'text/csv', query = '' } = {},
): Test {
  return request(url)
    .post(`/api/v1/portfolio/${portfolioId}/imports${query}`)
    .set(authorization)
    .set('Content-Type', type)
    .send(file);
}

/** Uploads a file and gives the import once it has been read. */
export async function readImport(
  running: Reached,
  account: Account,
  portfolioId: string,
  file: string | Buffer,
  options: { type?: string; query?: string } = {},
): Promise<ImportUnderTest> {
  const { body } = await upload(running, account, portfolioId, file, options).expect(202);
  return settledImport(running, account, portfolioId, (body as ImportUnderTest).id);
}

/** The import once it is no longer being read. */
export async function settledImport(
  { url }: Reached,
  { authorization }: Account,
  portfolioId: string,
  id: string,
): Promise<ImportUnderTest> {
  const path = `/api/v1/portfolio/${portfolioId}/imports/${id}`;
  return eventually(async () => {
    const { body } = await request(url).get(path).set(authorization).expect(200);
    const found = body as ImportUnderTest;
    return found.status === 'reading' ? null : found;
  });
}
