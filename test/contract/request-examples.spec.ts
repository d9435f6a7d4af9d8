import request from 'supertest';
import { Account, registerSuperuser } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { documentedRoutes, fillPath, Route } from '../support/contract/routes';

const NOWHERE = '0'.repeat(24);

describe('the examples of bodies in the OpenAPI document', () => {
  let running: TestApp;
  let account: Account;
  let routes: Route[];
  let portfolioId: string;

  const send = (route: Route) => {
    const named = Object.fromEntries(route.pathParameters.map((name) => [name, NOWHERE]));
    const path = fillPath(route, {
      ...named,
      name: 'mine',
      ...(/portfolio\/\{id}/.test(route.path) && { id: portfolioId }),
    });
    const sending = request(running.url)[route.method](path).set(account.authorization);
    return sending.type(route.contentType ?? 'json').send(route.exampleBody);
  };

  beforeAll(async () => {
    running = await startApp();
    account = await registerSuperuser(running);
    routes = (await documentedRoutes(running.url)).filter(({ exampleBody }) => exampleBody !== undefined);
    const created = await send(
      routes.find(({ path, method }) => path === '/api/v1/portfolio' && method === 'post')!,
    );
    portfolioId = String(created.body.id);
  });

  afterAll(() => running.close());

  it('are taken by the routes that show them', async () => {
    const refused: object[] = [];
    for (const route of routes) {
      const { status, body } = await send(route);
      const { code, errors = [] } = body as { code?: string; errors?: { field: string }[] };
      // No document knows a moment that is always in the future.
      const isTooLate = errors.every(({ field }) => field === 'expires_at');
      if (status === 415 || (code === 'validation.failed' && !isTooLate)) {
        refused.push({ route: `${route.method} ${route.path}`, status, code, errors });
      }
    }
    expect(refused).toEqual([]);
    expect(routes.length).toBeGreaterThan(25);
  });

  it('are there for every JSON object that a route takes', async () => {
    const { body } = await request(running.url).get('/docs-json');
    const { paths } = body as { paths: Record<string, Record<string, Operation>> };
    const without = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { requestBody }]) => {
          const media = requestBody?.content['application/json'];
          return (
            media?.schema && ('$ref' in media.schema || media.schema.type === 'object') && !media.example
          );
        })
        .map(([method]) => `${method} ${path}`),
    );
    expect(without).toEqual([]);
  });

  it('may be what a portfolio was read as', async () => {
    const path = `${running.url}/api/v1/portfolio/${portfolioId}`;
    const { body } = await request(path).get('').set(account.authorization).expect(200);
    const again = await request(path)
      .put('')
      .set(account.authorization)
      .send(body as object)
      .expect(200);
    expect(again.body).toMatchObject({
      ...body,
      version: expect.any(Number),
      updated_at: expect.any(String),
    });
  });
});

interface Operation {
  requestBody?: { content: Record<string, { schema?: { $ref?: string; type?: string }; example?: unknown }> };
}
