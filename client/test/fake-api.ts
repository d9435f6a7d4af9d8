import { createTickfolioClient, type ClientOptions, type TickfolioClient } from '../src/index';

export const ADA = { id: 'a'.repeat(24), email: 'ada@example.com', full_name: 'Ada Lovelace' };
export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ status, code, detail: '' }, { status, headers });

/** An API that answers by route; each answer is made anew. What was asked is kept in order. */
export function fakeApi(answers: Record<string, (request: Request, count: number) => Response>) {
  const asked: string[] = [];
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const route = `${request.method} ${new URL(request.url).pathname}`;
    asked.push(route);
    requests.push(request);
    const answer = answers[route];
    if (!answer) return Promise.reject(new Error(`nothing answers ${route}`));
    try {
      return Promise.resolve(answer(request, asked.filter((earlier) => earlier === route).length));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const client = (options: Partial<ClientOptions> = {}): TickfolioClient =>
    createTickfolioClient({ baseUrl: 'http://api.test', fetch, ...options });
  return { asked, requests, client, fetch };
}

export const pair = (number: number) =>
  Response.json({
    access_token: `access-${number}`,
    refresh_token: `refresh-${number}`,
    token_type: 'Bearer',
    expires_in: 900,
  });

export const spent = { access_token: 'access-0', refresh_token: 'refresh-0', renew_at: 0, expires_at: 0 };
