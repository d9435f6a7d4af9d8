import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTickfolioClient, expectData } from '../src/index';
import { MockedDocument, mockFetch, mockStream } from '../src/testing';

const document = JSON.parse(readFileSync(join(__dirname, '../openapi.json'), 'utf8')) as MockedDocument;
const baseUrl = 'http://tickfolio.test';

describe('mockFetch', () => {
  it('answers every operation of the document with a success', async () => {
    const fetch = mockFetch(document);
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
        .map((method) => ({ method: method.toUpperCase(), path })),
    );
    expect(operations.length).toBeGreaterThan(50);
    for (const { method, path } of operations) {
      const answer = await fetch(`${baseUrl}${path.replace(/\{[^}]+\}/g, 'x')}`, { method });
      expect([method, path, answer.ok]).toEqual([method, path, true]);
    }
  });

  it('lets the client sign in and read typed examples', async () => {
    const tickfolio = createTickfolioClient({ baseUrl, fetch: mockFetch(document) });
    const { user } = await tickfolio.session.login({ email: 'ada@example.com', password: 'any at all' });
    expect(user?.email).toContain('@');
    const params = { path: { symbol: 'AAPL' } };
    const quote = expectData(await tickfolio.GET('/api/v1/market/real-time/{symbol}', { params }));
    expect(typeof quote.close).toBe('number');
  });

  it('lets a test answer one operation itself', async () => {
    const fetch = mockFetch(document, {
      'GET /api/v1/portfolio': () => Response.json({ items: [], next_cursor: null }),
    });
    const tickfolio = createTickfolioClient({ baseUrl, fetch });
    expect(expectData(await tickfolio.GET('/api/v1/portfolio')).items).toEqual([]);
  });

  it('answers 404 to what the document does not know', async () => {
    const answer = await mockFetch(document)(`${baseUrl}/api/v1/nothing`);
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'http.not_found' }]);
  });
});

describe('mockStream', () => {
  it('acknowledges events as told, and hands events to listeners', async () => {
    const stream = mockStream({ 'market:unsubscribe': ({ symbols = [] }) => ({ symbols }) });
    const readies: boolean[] = [];
    stream.on('session:ready', ({ resumed }) => readies.push(resumed));
    stream.receive('session:ready', { resumed: false, expires_at: '2026-01-30T20:00:00.000Z' });
    expect(readies).toEqual([false]);
    expect(await stream.emitWithAck('market:unsubscribe', { symbols: ['AAPL'] })).toEqual({
      symbols: ['AAPL'],
    });
    expect(stream.emitted).toEqual([{ event: 'market:unsubscribe', payload: { symbols: ['AAPL'] } }]);
  });

  it('refuses an event that it has no acknowledgement of', async () => {
    const answer = await mockStream().emitWithAck('market:subscribe', { symbols: ['AAPL'] });
    expect(answer).toMatchObject({ error: { code: 'stream.not_mocked' } });
  });

  it('tells when it is closed and opened', () => {
    const stream = mockStream();
    const heard: string[] = [];
    stream.once('disconnect', (reason) => heard.push(reason));
    stream.disconnect();
    stream.connect();
    stream.disconnect();
    expect(heard).toEqual(['io client disconnect']);
    expect(stream.connected).toBe(false);
  });
});
