import { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Answer = Exclude<NonNullable<Operation['responses'][string]>, { $ref: string }>;
type Headers = NonNullable<Answer['headers']>;

const header = (description: string, example: string | number) => ({
  description,
  schema: typeof example === 'number' ? { type: 'integer' } : { type: 'string' },
  example,
});

const HEADERS = {
  'X-Request-Id': header(
    'Names this request in logs, jobs and traces.',
    '6f1c9a52-5d1b-4a37-9f4e-0f6f5a7c1a11',
  ),
  'RateLimit-Limit': header('Requests allowed in the window.', 600),
  'RateLimit-Remaining': header('Requests left in the window.', 599),
  'RateLimit-Reset': header('Seconds until the window ends.', 60),
  'RateLimit-Policy': header('The limit and its window in seconds.', '600;w=60'),
  'Retry-After': header('Seconds after which trying again makes sense.', 5),
  'WWW-Authenticate': header('How to authenticate.', 'Bearer'),
  ETag: header('Names this version; send it as `If-None-Match` or `If-Match`.', '"7"'),
  'Idempotency-Replayed': header('`true` on a first answer that is given again.', 'true'),
} satisfies Headers;

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Adds to every operation what filters, limits and interceptors answer on any route, so that no controller repeats it. */
export function describeSharedAnswers(document: OpenAPIObject): OpenAPIObject {
  document.components ??= {};
  document.components.headers = { ...HEADERS };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      if (operation && path.startsWith('/api/')) describe(operation);
    }
  }
  return document;
}

function describe(operation: Operation): void {
  const { responses } = operation;
  if (operation.requestBody) {
    addProblem(responses, 413, 'http.body_too_large');
    addProblem(responses, 415, 'http.unsupported_media_type');
  }
  addProblem(responses, 503, 'http.unavailable');
  if (takes(operation, 'If-None-Match'))
    responses['304'] ??= { description: 'What the client has still holds.' };
  for (const [status, response] of Object.entries(responses)) {
    if (!response || '$ref' in response) continue;
    const names = [
      'X-Request-Id',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'RateLimit-Policy',
    ];
    if (status === '401') names.push('WWW-Authenticate');
    if (status === '429' || status === '503') names.push('Retry-After');
    if (/^(200|304)$/.test(status) && takes(operation, 'If-None-Match')) names.push('ETag');
    if (/^2/.test(status) && takes(operation, 'Idempotency-Key')) names.push('Idempotency-Replayed');
    const shared = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
    response.headers = { ...(Object.fromEntries(shared) as Headers), ...response.headers };
  }
}

function addProblem(responses: Operation['responses'], status: number, code: string): void {
  responses[String(status)] ??= { description: code, content: PROBLEM };
}

function takes({ parameters = [] }: Operation, name: string): boolean {
  return parameters.some((parameter) => 'name' in parameter && parameter.name === name);
}
