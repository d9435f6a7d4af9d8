import type { Client } from 'openapi-fetch';
import { expectData } from './problem.js';
import type { components, operations, paths } from './schema.js';

type Get<Path extends keyof paths> = paths[Path]['get'];
type Answer<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;
interface Page {
  items: unknown[];
  next_cursor: string | null;
}

/** Paths that answer `{ items, next_cursor }`. */
export type ListPath = {
  [Path in keyof paths]: Answer<Get<Path>> extends never
    ? never
    : Answer<Get<Path>> extends Page
      ? Path
      : never;
}[keyof paths];

/** What is in a list. */
export type ItemOf<Path extends ListPath> =
  Answer<Get<Path>> extends { items: Array<infer Item> } ? Item : never;

type ParametersOf<Path extends keyof paths> =
  Get<Path> extends { parameters: infer Parameters } ? Omit<Parameters, 'header' | 'cookie'> : never;

type Portfolio = Answer<operations['Portfolio_get']>;
type PerformanceQuery = NonNullable<operations['Performance_performance']['parameters']['query']>;
type PerformancePart = components['schemas']['PerformancePart'];
type Performance = components['schemas']['Performance'];

/** What is in every part of a performance. */
type Frame = { [Name in keyof PerformancePart]-?: undefined extends PerformancePart[Name] ? never : Name };
type FrameName = Frame[keyof PerformancePart];

/** A part of a performance that can be asked for by itself. */
export type PerformanceField = Exclude<keyof Performance, FrameName>;

export type PerformanceParts<Field extends PerformanceField> = Pick<Performance, FrameName | Field>;

type Chart = operations['Performance_chart']['parameters'];

export interface Upload {
  /** `append` (the default) or `replace` */
  mode?: 'append' | 'replace';
  /** the version that is to be changed, as in an `ETag` */
  ifMatch?: string;
}

export interface Download {
  blob: Blob;
  /** as the server names it */
  filename: string;
}

export interface Helpers {
  /** Adds lots from CSV with the head `symbol,quantity,purchase_price,purchase_date`. @throws {TickfolioError} */
  uploadLots(portfolioId: string, csv: Blob | string, options?: Upload): Promise<Portfolio>;
  /** Fetches a completed report's file. @throws {TickfolioError} */
  downloadReport(reportId: string): Promise<Download>;
  /** A picture of a portfolio's performance as SVG. @throws {TickfolioError} */
  chart(portfolioId: string, name: Chart['path']['name'], query?: NonNullable<Chart['query']>): Promise<Blob>;
  /** The parts of a performance that are named, and what it is about. @throws {TickfolioError} */
  performanceParts<Field extends PerformanceField>(
    portfolioId: string,
    fields: readonly Field[],
    query?: Omit<PerformanceQuery, 'fields'>,
  ): Promise<PerformanceParts<Field>>;
  /** Every item of a list, page by page as they are read. @throws {TickfolioError} */
  pages<Path extends ListPath>(path: Path, params?: ParametersOf<Path>): AsyncGenerator<ItemOf<Path>>;
}

export function helpersOf(client: Client<paths>): Helpers {
  return {
    uploadLots: async (id, csv, { mode = 'append', ifMatch } = {}) =>
      expectData(
        await client.POST('/api/v1/portfolio/{id}/assets/import', {
          params: {
            path: { id },
            query: { mode },
            ...(ifMatch !== undefined && { header: { 'If-Match': ifMatch } }),
          },
          headers: { 'Content-Type': 'text/csv' },
          body: typeof csv === 'string' ? csv : await csv.text(),
          bodySerializer: (body: unknown) => body as string,
        }),
      ),
    downloadReport: async (id) => {
      const path = '/api/v1/reports/{id}/download';
      const answer = await client.GET(path, { params: { path: { id } }, parseAs: 'blob' });
      const blob: Blob = expectData<Blob>(answer);
      return { blob, filename: filenameOf(answer.response.headers) ?? `report-${id}` };
    },
    chart: async (id, name, query = {}) => {
      const path = '/api/v1/portfolio/{id}/performance/charts/{name}.svg';
      const answer = await client.GET(path, { params: { path: { id, name }, query }, parseAs: 'blob' });
      return expectData<Blob>(answer);
    },
    performanceParts: async (id, fields, query = {}) => {
      const params = { path: { id }, query: { ...query, fields: fields.join(',') } };
      return expectData(await client.GET('/api/v1/portfolio/{id}/performance', { params }));
    },
    pages: (path, params) => pagesOf(client, path, params),
  };
}

/** The untyped view of a list: which path it is does not matter to how it is read. */
type ListClient = (
  path: string,
  init: { params: object },
) => Promise<{ data?: Page; error?: unknown; response: Response }>;

async function* pagesOf<Path extends ListPath>(
  client: Client<paths>,
  path: Path,
  params: ParametersOf<Path> | undefined,
): AsyncGenerator<ItemOf<Path>> {
  const get = client.GET as unknown as ListClient;
  const { query, ...rest } = (params ?? {}) as { query?: object };
  let cursor: string | null | undefined;
  do {
    const page: Page = expectData(
      await get(path, { params: { ...rest, query: { ...query, ...(cursor && { cursor }) } } }),
    );
    yield* page.items as Array<ItemOf<Path>>;
    cursor = page.next_cursor;
  } while (cursor);
}

function filenameOf(headers: Headers): string | undefined {
  const disposition = headers.get('Content-Disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1];
}
