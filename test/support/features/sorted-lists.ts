import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import type { Account } from '../application/accounts';

export interface ListedRow {
  [field: string]: unknown;
}
interface ListPage {
  items: ListedRow[];
  next_cursor: string | null;
}

const DOCUMENT = JSON.parse(readFileSync(join(__dirname, '../../../client/openapi.json'), 'utf8')) as {
  paths: Record<string, { get: { parameters: { name: string; schema: { enum?: string[] } }[] } }>;
};

/** The orders that the document names for a list. */
export function sortsOf(route: string): string[] {
  const parameters = DOCUMENT.paths[`/api/v1${route}`]!.get.parameters;
  return parameters.find(({ name }) => name === 'sort')!.schema.enum!;
}

/** A list of an account, `path` with its query. */
export class ListUnderTest {
  constructor(
    private readonly url: string,
    private readonly account: Account,
    private readonly path: string,
  ) {}

  ask(query: string) {
    const mark = this.path.includes('?') ? '&' : '?';
    return request(this.url).get(`/api/v1${this.path}${mark}${query}`).set(this.account.authorization);
  }

  async page(query: string): Promise<ListPage> {
    return (await this.ask(query).expect(200)).body as ListPage;
  }

  /** All rows, by pages of two. */
  async inPages(sort: string): Promise<ListedRow[]> {
    const rows: ListedRow[] = [];
    let cursor = '';
    do {
      const page = await this.page(`sort=${sort}&limit=2${cursor}`);
      rows.push(...page.items);
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor);
    return rows;
  }
}

/** Whether each value is in its place; `nullsFirst` says where what is not known belongs. */
export function isInOrder(values: (string | number | null)[], sort: string, nullsFirst: boolean): boolean {
  const direction = sort.startsWith('-') ? -1 : 1;
  return values.slice(1).every((value, place) => {
    const before = values[place]!;
    if (before === value) return true;
    if (before === null || value === null) return (before === null) === nullsFirst;
    return before < value ? direction > 0 : direction < 0;
  });
}
