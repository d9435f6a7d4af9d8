import { expectData } from '../src/index';
import { fakeApi, problem } from './fake-api';

const LIST = 'GET /api/v1/portfolio';
const page = (items: unknown[], next_cursor: string | null) => Response.json({ items, next_cursor });

describe('requests', () => {
  it('are sent again after 429 and 503, not before Retry-After', async () => {
    const begun = Date.now();
    const api = fakeApi({
      [LIST]: (_request, count) =>
        count === 1
          ? problem(429, 'rate_limit.exceeded', { 'Retry-After': '1' })
          : count === 2
            ? problem(503, 'http.unavailable', { 'Retry-After': '0' })
            : page([], null),
    });
    expectData(await api.client().GET('/api/v1/portfolio'));
    expect(api.asked).toHaveLength(3);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(990);
  });

  it('carry one idempotency key through all attempts of an order', async () => {
    const api = fakeApi({
      'POST /api/v1/reports': (_request, count) => {
        if (count === 1) throw new TypeError('connection lost');
        return Response.json({ id: '1' }, { status: 202 });
      },
    });
    const body = { portfolio_id: 'a'.repeat(24), type: 'holdings', format: 'csv' } as const;
    expectData(await api.client().POST('/api/v1/reports', { body }));
    const keys = api.requests.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(keys).size).toBe(1);
    expect(await api.requests[1]?.json()).toEqual(body);
  });

  it('are not sent again where that could do something twice', async () => {
    const api = fakeApi({ 'POST /api/v1/notifications/alerts': () => problem(503, 'http.unavailable') });
    const body = { symbol: 'AAPL', condition: 'above', price: 1 } as never;
    expect((await api.client().POST('/api/v1/notifications/alerts', { body })).response.status).toBe(503);
    expect(api.asked).toHaveLength(1);
  });

  it('end after their time', async () => {
    const client = fakeApi({}).client({
      attempts: 1,
      timeoutMs: 20,
      fetch: (input) =>
        new Promise((_resolve, reject) => {
          const { signal } = input as Request;
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    await expect(client.GET('/api/v1/portfolio')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('read every page of a list', async () => {
    const api = fakeApi({
      [LIST]: ({ url }) =>
        new URL(url).searchParams.get('cursor') === 'c1'
          ? page([{ id: '3' }], null)
          : page([{ id: '1' }], 'c1'),
    });
    const ids: string[] = [];
    for await (const { id } of api.client().pages('/api/v1/portfolio', { query: { limit: 1 } })) ids.push(id);
    expect(ids).toEqual(['1', '3']);
    expect(api.requests.map(({ url }) => new URL(url).search)).toEqual(['?limit=1', '?limit=1&cursor=c1']);
  });

  it('bring a file with its name, and send lots as CSV', async () => {
    const api = fakeApi({
      'GET /api/v1/reports/1/download': () =>
        new Response('%PDF-', { headers: { 'Content-Disposition': 'attachment; filename="a b.pdf"' } }),
      'POST /api/v1/portfolio/1/assets/import': () => Response.json({ id: '1' }),
    });
    const { blob, filename } = await api.client().downloadReport('1');
    expect([await blob.text(), filename]).toEqual(['%PDF-', 'a b.pdf']);
    await api.client().uploadLots('1', new Blob(['symbol,quantity']), { ifMatch: '"7"' });
    const sent = api.requests[1];
    expect(sent?.headers.get('Content-Type')).toBe('text/csv');
    expect(sent?.headers.get('If-Match')).toBe('"7"');
    expect(await sent?.text()).toBe('symbol,quantity');
  });
});
