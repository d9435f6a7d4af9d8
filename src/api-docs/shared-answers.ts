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
  'RateLimit-Limit': header('What requests may take in the window.', 600),
  'RateLimit-Remaining': header(
    'What is left of it. A request takes one, or what its operation says in `x-request-cost` unless the answer is at ' +
      'hand, and one more for each 8 KiB of a JSON body.',
    599,
  ),
  'RateLimit-Reset': header('Seconds until the window ends.', 60),
  'RateLimit-Policy': header('The limit and its window in seconds.', '600;w=60'),
  'Retry-After': header('Seconds after which trying again makes sense.', 5),
  'WWW-Authenticate': header('How to authenticate.', 'Bearer'),
  ETag: header('Names this version; send it as `If-None-Match` or `If-Match`.', '"7"'),
  Location: header('Where what was made is to be found.', '/api/v1/portfolio/665f1f77bcf86cd799439011'),
  'Content-Disposition': header('A name for the file.', 'attachment; filename="account.zip"'),
  'Accept-Ranges': header('In what a range can be asked for.', 'bytes'),
  'Content-Range': header(
    'The range and the length of the file; of a range beyond it the length.',
    'bytes 0-1023/47275',
  ),
  'Idempotency-Replayed': header('`true` on a first answer that is given again.', 'true'),
} satisfies Headers;

const OF_LIMITS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset', 'RateLimit-Policy'];
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Adds to every operation what filters, limits and interceptors answer on any route, so that no controller repeats it. */
export function describeSharedAnswers(
  document: OpenAPIObject,
  describeProblems: (operation: Operation, method: string) => void,
): OpenAPIObject {
  document.components ??= {};
  document.components.headers = { ...HEADERS };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      describeProblems(operation, method);
      describe(operation, method, path.startsWith('/api/'));
    }
  }
  return document;
}

function describe(operation: Operation, method: (typeof METHODS)[number], isLimited: boolean): void {
  const { responses } = operation;
  if (method === 'get' && takes(operation, 'If-None-Match'))
    responses['304'] ??= { description: 'What the client has still holds.' };
  for (const [status, response] of Object.entries(responses)) {
    if (!response || '$ref' in response) continue;
    const names = ['X-Request-Id', ...(isLimited ? OF_LIMITS : [])];
    if (status === '401') names.push('WWW-Authenticate');
    if (/^(200|206|304)$/.test(status) && takes(operation, 'If-None-Match')) names.push('ETag');
    if (/^2/.test(status) && takes(operation, 'Idempotency-Key')) names.push('Idempotency-Replayed');
    const shared = names.map((name) => [name, { $ref: `#/components/headers/${name}` }]);
    response.headers = { ...(Object.fromEntries(shared) as Headers), ...response.headers };
  }
}

function takes({ parameters = [] }: Operation, name: string): boolean {
  return parameters.some((parameter) => 'name' in parameter && parameter.name === name);
}
