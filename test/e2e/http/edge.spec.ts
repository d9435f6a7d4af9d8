import { text } from 'node:stream/consumers';
import { connect } from 'node:net';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';

describe('the edge', () => {
  let running: TestApp;
  let account: Account;
  const register = () => request(running.url).post('/api/v1/auth/register');
  const registration = { email: 'edge@example.com', password: 'correct horse', full_name: 'Edge' };

  beforeAll(async () => {
    running = await startApp({ CORS_ORIGINS: 'https://app.example.com' });
    account = await registerUser(running);
  });

  afterAll(() => running.close());

  function expectProblem(answer: request.Response, status: number, code: string) {
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.request_id).toBe(answer.headers['x-request-id']);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:\d|at \w+\./);
  }

  it.each([
    ['malformed JSON', '{"email":', 400, 'http.malformed_json'],
    ['a bare value', '"text"', 400, 'http.malformed_json'],
    ['a list', '[]', 400, 'validation.failed'],
    ['null in a list', '[null]', 400, 'validation.failed'],
    ['an empty object', '{}', 400, 'validation.failed'],
    ['a body over 256 KiB', JSON.stringify({ email: 'x'.repeat(262_144) }), 413, 'http.body_too_large'],
    ['deep nesting', `{"email":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, 400, 'http.unacceptable_json'],
    ['__proto__', '{"__proto__":{"is_superuser":true}}', 400, 'http.unacceptable_json'],
    ['constructor', '{"constructor":{"prototype":{"a":1}}}', 400, 'http.unacceptable_json'],
    ['toString', '{"toString":"x"}', 400, 'http.unacceptable_json'],
    ['half a character', '{"password":"\\ud800\\ud800"}', 400, 'http.unacceptable_json'],
    ['NUL', '{"full_name":"a\\u0000b"}', 400, 'http.unacceptable_json'],
    ['an operator', '{"email":{"$ne":null},"password":{"$ne":null}}', 400, 'validation.failed'],
  ])('answers %s with a problem', async (_what, body, status, code) => {
    expectProblem(await register().set('Content-Type', 'application/json').send(body), status, code);
  });

  it('takes no other type than JSON', async () => {
    expectProblem(await register().type('form').send(registration), 415, 'http.unsupported_media_type');
    expectProblem(await register().type('text/plain').send('x'), 415, 'http.unsupported_media_type');
    const latin = register().set('Content-Type', 'application/json; charset=latin1');
    expectProblem(await latin.send('{}'), 415, 'http.unsupported_charset');
    const zipped = register().set('Content-Type', 'application/json').set('Content-Encoding', 'compress');
    expectProblem(await zipped.send('{}'), 415, 'http.unsupported_encoding');
  });

  it('takes a POST without a body for an empty one', async () => {
    expectProblem(await register(), 400, 'validation.failed');
  });

  it('refuses unknown fields instead of ignoring them, and names them', async () => {
    const answer = await register().send({ ...registration, is_superuser: true });
    expectProblem(answer, 400, 'validation.failed');
    expect(answer.body.errors).toEqual([{ field: 'is_superuser', message: expect.any(String) }]);
  });

  it('refuses what a route does not read, instead of ignoring it', async () => {
    const query = await request(running.url).get('/api/v1/users/me?verbose=1').set(account.authorization);
    expectProblem(query, 400, 'validation.failed');
    expect(query.body.errors).toEqual([{ field: 'verbose', message: 'property verbose should not exist' }]);
    const body = await request(running.url)
      .post('/api/v1/notifications/read-all')
      .set(account.authorization)
      .send({ before: '2026-01-01' });
    expectProblem(body, 400, 'validation.failed');
    await request(running.url).get('/health/live?from=balancer').expect(200);
  });

  it.each(['Ada\r\nBcc: x@example.com', 'Ada\u2028Lovelace', 'Ada\u0007'])(
    'takes names of one line only, not %j',
    async (name) => {
      expectProblem(await register().send({ ...registration, full_name: name }), 400, 'validation.failed');
      const portfolio = await request(running.url)
        .post('/api/v1/portfolio')
        .set(account.authorization)
        .send({ name, assets: [] });
      expectProblem(portfolio, 400, 'validation.failed');
    },
  );

  it.each(['?a[$ne]=', '?$where=1', '?a%00=1', '?__proto__[x]=1', '?limit[$gt]=1', '?toString=1'])(
    'refuses the query %s',
    async (query) => {
      const answer = await request(running.url).get(`/api/v1/users/me${query}`).set(account.authorization);
      expectProblem(answer, 400, 'http.unacceptable_query');
    },
  );

  it.each(['?limit=1%00', '?q=1&limit=1&limit=%00'])(
    'says where the query %s has what is no text',
    async (query) => {
      const answer = await request(running.url).get(`/api/v1/users${query}`).set(account.authorization);
      expectProblem(answer, 400, 'http.unacceptable_query');
      expect(answer.body).toMatchObject({
        detail: 'Text must be Unicode without the character NUL.',
        errors: [{ field: 'limit', message: 'limit must be Unicode without the character NUL' }],
      });
    },
  );

  it.each(['/api/v1/auth/sessions/%00', '/api/v1/auth/sessions/%E0%A4%A', '/api/v1/auth/sessions/$ne'])(
    'refuses the path %s',
    async (path) => {
      const answer = await request(running.url).delete(path).set(account.authorization);
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toMatch(/problem\+json/);
    },
  );

  it('accepts trailing slashes', async () => {
    await request(running.url).get('/api/v1/auth/me/').set(account.authorization).expect(200);
  });

  it('hardens every answer and keeps personal ones out of caches', async () => {
    const { headers } = await request(running.url)
      .get('/api/v1/auth/sessions')
      .set(account.authorization)
      .expect(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringContaining('max-age='),
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });

  it('hardens the answers of long polling, which it does not see, and their refusals', async () => {
    const poll = (query: string) => request(running.url).get(`/socket.io/?transport=polling&EIO=${query}`);
    const opened = await poll('4').expect(200);
    const { sid } = JSON.parse(opened.text.slice(1)) as { sid: string };
    const sent = await request(running.url)
      .post(`/socket.io/?transport=polling&EIO=4&sid=${sid}`)
      .type('text/plain')
      .send('1')
      .expect(200);
    for (const { headers } of [opened, sent, await poll('9').expect(400)]) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': expect.stringContaining('max-age='),
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      });
    }
  });

  it.each([
    ['of a stranger’s page', { Origin: 'https://evil.example.com' }],
    ['that no protocol fits', { 'Sec-WebSocket-Version': '7' }],
    ['whose key is none', { 'Sec-WebSocket-Key': 'short' }],
  ])('hardens the refusal of a handshake %s, too', async (_which, headers) => {
    const { port } = new URL(running.url);
    const connection = connect(Number(port), '127.0.0.1');
    const asked: Record<string, string> = {
      Host: `127.0.0.1:${port}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    };
    const lines = Object.entries(asked).map(([name, value]) => `${name}: ${value}`);
    connection.write(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    const [head = '', body = ''] = (await text(connection)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(head).toMatch(/\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains\r\n/i);
    expect(head).toMatch(/\r\nX-Content-Type-Options: nosniff/i);
    expect(head).toMatch(/\r\nContent-Security-Policy: default-src 'none';frame-ancestors 'none'/i);
    expect(head).toMatch(/\r\nCache-Control: no-store/i);
    expect(head).toMatch(/\r\nConnection: close/i);
    expect(head).toMatch(new RegExp(`\r\nContent-Length: ${Buffer.byteLength(body)}(\r|$)`, 'i'));
    expect(body).not.toBe('');
  });

  it('hardens pages as pages', async () => {
    const { headers } = await request(running.url).get('/docs').expect(200);
    expect(headers).toMatchObject({
      'x-frame-options': 'SAMEORIGIN',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'referrer-policy': 'no-referrer',
    });
  });

  describe('compression', () => {
    const history = (encoding: string) =>
      request(running.url)
        .get('/api/v1/market/historical/AAPL')
        .set(account.authorization)
        .set('Accept-Encoding', encoding)
        .expect(200);

    it.each(['br', 'gzip'])('of JSON over a kilobyte by %s, with the same content', async (encoding) => {
      const compressed = await history(encoding);
      expect(compressed.headers).toMatchObject({
        'content-encoding': encoding,
        vary: expect.stringContaining('Accept-Encoding'),
      });
      expect(compressed.body).toEqual((await history('identity')).body);
    });

    it('of nothing small, and not for who takes none', async () => {
      expect((await history('identity')).headers).not.toHaveProperty('content-encoding');
      const small = await request(running.url).get('/api/v1/users/me').set(account.authorization).expect(200);
      expect(small.headers).not.toHaveProperty('content-encoding');
    });
  });

  it('answers who offers to speak HTTP/2, as Java and curl do, in what it speaks', async () => {
    const offer = {
      Connection: 'close, Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
    };
    const { headers } = await request(running.url)
      .get('/api/v1/users/me')
      .set({ ...account.authorization, ...offer })
      .expect(200);
    expect(headers.connection).toBe('close');
    await register()
      .set(offer)
      .send({ ...registration, email: 'java@example.com' })
      .expect(201);
    expectProblem(
      await request(running.url).get('/ws').set(offer).set('Upgrade', 'websocket'),
      404,
      'http.not_found',
    );
  });

  it('answers every one of pipelined requests that offer HTTP/2', async () => {
    const get = (name: string, connection: string) =>
      `GET /api/v1/users/me HTTP/1.1\r\nHost: tickfolio\r\nX-Request-Id: ${name}\r\n` +
      `Authorization: ${account.authorization.Authorization}\r\nConnection: ${connection}\r\nUpgrade: h2c\r\n\r\n`;
    const names = ['pipelined-1', 'pipelined-2', 'pipelined-3', 'pipelined-4'];
    const answers = await exchange(
      running.url,
      names.map((name, i) => get(name, i === 3 ? 'close, Upgrade' : 'Upgrade')).join(''),
    );
    expect([...answers.matchAll(/x-request-id: (\S+)/gi)].map(([, name]) => name)).toEqual(names);
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4);
  });

  it('refuses a request with two Host headers', async () => {
    const answers = await exchange(
      running.url,
      'GET /nowhere HTTP/1.1\r\nHost: tickfolio\r\nhost: elsewhere\r\nConnection: close\r\n\r\n',
    );
    expect(answers).toMatch(/^HTTP\/1\.1 400 Bad Request/);
    expect(answers).toContain('"code":"http.invalid"');
  });

  it.each([
    ['email', { email: '\u0430dmin@example.com' }],
    ['full_name', { full_name: 'Edge\u202Enimda' }],
    ['full_name', { full_name: 'Ed\u200Bge' }],
  ])('refuses a %s that looks like another', async (field, change) => {
    const answer = await register().send({ ...registration, ...change });
    expectProblem(answer, 400, 'validation.failed');
    expect(answer.body.errors).toEqual([expect.objectContaining({ field })]);
  });

  it('names sane requests as their sender does and others itself', async () => {
    const named = (name: string) => request(running.url).get('/api/v1/users/me').set('X-Request-Id', name);
    expect((await named('order-12345678')).headers['x-request-id']).toBe('order-12345678');
    expect((await named('x y<script>')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expectProblem(
      await register().type('json').set('X-Request-Id', 'bad-body-1').send('{'),
      400,
      'http.malformed_json',
    );
  });

  it('allows exactly the listed origins', async () => {
    const from = (origin: string) => request(running.url).options('/api/v1/users/me').set('Origin', origin);
    const listed = await from('https://app.example.com');
    expect(listed.headers['access-control-allow-origin']).toBe('https://app.example.com');
    // The name of a downloaded report, among others, is for scripts of the front-end too.
    expect(listed.headers['access-control-expose-headers']).toMatch(/\bContent-Disposition\b/);
    expect(Number(listed.headers['access-control-max-age'])).toBeGreaterThan(0);
    for (const foreign of ['https://evil.example.com', 'https://app.example.com.evil.com', 'null']) {
      expect((await from(foreign)).headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

/** Sends bytes as they are and reads until the server closes the connection. */
function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const connection = connect(Number(port), hostname);
  connection.write(bytes);
  return text(connection);
}
