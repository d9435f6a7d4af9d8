// What the client knows at run time, made from the OpenAPI document and the sources: problem codes, routes that take keys.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const CODE = /^[a-z_]+\.[a-z_]+$/;

const operations = (document) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method] })),
  );

/** Every code that an error answer of a route or of the stream may have. */
export function problemCodesModule(document) {
  const documented = operations(document).flatMap(({ operation }) =>
    Object.values(operation.responses).flatMap(({ description = '' }) =>
      description.split(/[\s,;`]+/).filter((word) => CODE.test(word)),
    ),
  );
  const codes = [...new Set([...documented, ...thrownCodes()])].sort();
  return `/** Every code that a problem may have; the server may know more by now. */
export const problemCodes = ${JSON.stringify(codes)} as const;

export type ProblemCode = (typeof problemCodes)[number];
`;
}

function thrownCodes() {
  const files = readdirSync('src', { recursive: true }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
  );
  return files.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/DomainError\(\s*'[a-z_]+',\s*'([a-z_.]+)'/g)].map(
      ([, code]) => code,
    ),
  );
}

/** The routes that carry an order out once for each `Idempotency-Key`. */
export function idempotentRoutesModule(document) {
  const patterns = operations(document)
    .filter(({ operation }) => (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key'))
    .map(({ path, method }) => `${method.toUpperCase()} ${path.replace(/\{[^}]+\}/g, '[^/]+')}`)
    .map((route) => route.replaceAll('.', '\\.').replaceAll('/', '\\/'));
  return `const ROUTES = /^(${patterns.join('|')})$/;

/** Whether an order to this path is carried out once for each \`Idempotency-Key\`. */
export function takesIdempotencyKey(method: string, path: string): boolean {
  return ROUTES.test(\`\${method} \${path.split('?')[0]}\`);
}
`;
}
