import { ResponseContract } from '../support/contract/response-contract';

const json = (schema: object) => ({ description: '', content: { 'application/json': { schema } } });
const empty = { description: '', headers: { Location: { schema: { type: 'string' } } } };
const thing = { $ref: '#/components/schemas/Thing' };

const contract = new ResponseContract({
  security: [{ bearer: [] }],
  paths: { '/api/v1/things/{id}': { get: { responses: { 200: json(thing), 204: empty } } } },
  components: {
    schemas: {
      Problem: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
      Thing: {
        type: 'object',
        required: ['name', 'kind'],
        properties: {
          name: { type: 'string' },
          kind: { type: ['string', 'null'], enum: ['a', 'b', null] },
          size: { type: 'number', exclusiveMinimum: 0 },
          part: { anyOf: [thing, { type: 'null' }] },
        },
      },
    },
  },
});

const answer = (given: {
  url?: string;
  status?: number;
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
  authorized?: boolean;
}) =>
  contract.violations({
    method: 'GET',
    url: given.url ?? '/api/v1/things/1?x=1',
    authorized: given.authorized ?? true,
    status: given.status ?? 200,
    headers: { 'content-type': given.type ?? 'application/json; charset=utf-8', ...given.headers },
    body: Buffer.from(given.body === undefined ? '' : JSON.stringify(given.body)),
  });

describe('the comparison of answers with the OpenAPI document', () => {
  it.each([
    { body: { name: 'one', kind: 'a', size: 1 } },
    { body: { name: 'one', kind: null, part: { name: 'two', kind: 'b', part: null } } },
    { status: 204 },
    { status: 204, headers: { location: '/api/v1/things/1', 'cache-control': 'no-store' } },
    { url: '/api/v1/unknown', status: 404, type: 'application/problem+json', body: { code: 'x' } },
    { url: '/docs/stream', type: 'text/html' },
  ])('accepts %j', (given) => {
    expect(answer(given)).toEqual([]);
  });

  it.each([
    [{ status: 201, body: {} }, /does not know this status/],
    [{ type: 'text/html', body: 'x' }, /media type text\/html/],
    [{ body: { name: 'one' } }, /required property 'kind'/],
    [{ body: { name: 1, kind: 'a' } }, /\/name must be string/],
    [{ body: { name: 'one', kind: 'a', size: 0 } }, /\/size must be > 0/],
    [{ body: { name: 'one', kind: 'c' } }, /\/kind must be equal to one of/],
    [{ body: { name: 'one', kind: 'a', secret: 1 } }, /unevaluated properties: secret/],
    [{ body: { name: 'one', kind: 'a', part: { name: 'two', kind: 'b', secret: 1 } } }, /secret/],
    [{ body: { name: 'one', kind: 'a' }, authorized: false }, /demands a token/],
    [{ status: 204, headers: { 'x-total': '1' } }, /does not know the header x-total/],
    [{ url: '/api/v1/unknown' }, /does not know this route/],
    [{ url: '/api/v1/unknown', status: 404 }, /not a problem\+json/],
  ])('refuses %j', (given, complaint) => {
    expect(answer(given).join('\n')).toMatch(complaint);
  });
});
