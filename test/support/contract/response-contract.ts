import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { toJsonSchema } from './openapi-schema';

/** What matters here of an OpenAPI 3.1 document; the types of `@nestjs/swagger` know 3.0 only. */
export interface ApiDocument {
  security?: object[];
  paths: Record<string, object>;
  components?: { schemas?: Record<string, object> };
}

export interface Exchange {
  method: string;
  /** path and query as requested */
  url: string;
  /** whether an Authorization header was sent */
  authorized: boolean;
  status: number;
  headers: Record<string, unknown>;
  body: Buffer;
}

interface Answer {
  description?: string;
  content?: Record<string, { schema?: unknown }>;
  headers?: Record<string, { required?: boolean }>;
}

interface Operation {
  security?: unknown[];
  responses: Record<string, Answer | undefined>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Pages and feeds that are not part of the API. */
const OUTSIDE = /^\/(docs|docs-json|metrics|admin|socket\.io)(\/|$)/;
/** Headers of transport, caching and browsers, which are the same for any API and in no document of one. */
const OF_ANY_API = new RegExp(
  `^(${[
    'access-control-.*|allow|cache-control|connection|content-(encoding|length|security-policy|type)|cross-origin-.*',
    'date|keep-alive|origin-agent-cluster|referrer-policy|strict-transport-security|transfer-encoding|vary',
    'x-.*-options|x-accel-buffering|x-dns-prefetch-control|x-permitted-cross-domain-policies|x-xss-protection',
  ].join('|')})$`,
);
const DOCUMENT = 'openapi';

/** Says what of an answer the OpenAPI document does not promise. */
export class ResponseContract {
  private readonly ajv: Ajv2020;
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly routes: { pattern: RegExp; template: string; item: Record<string, unknown> }[];

  constructor(private readonly document: ApiDocument) {
    this.ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(this.ajv);
    this.ajv.addFormat('idn-email', /^[^@\s]+@[^@\s]+$/);
    const schemas = Object.entries(document.components?.schemas ?? {});
    this.ajv.addSchema({
      $id: DOCUMENT,
      components: {
        schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, toJsonSchema(schema)])),
      },
    });
    this.routes = Object.entries(document.paths)
      .sort(([one], [other]) => one.split('{').length - other.split('{').length)
      .map(([template, item]) => ({ template, pattern: patternOf(template), item: { ...item } }));
  }

  violations(exchange: Exchange): string[] {
    const path = exchange.url.split('?', 1)[0] ?? '/';
    const method = exchange.method.toLowerCase();
    if (OUTSIDE.test(path) || method === 'options') return [];
    const about = `${exchange.method} ${exchange.url} → ${exchange.status}`;
    const faults = this.faults(path, method === 'head' ? 'get' : method, exchange);
    return faults.map((fault) => `${about}: ${fault}`);
  }

  private faults(path: string, method: string, exchange: Exchange): string[] {
    const route = this.routes.find(({ pattern, item }) => pattern.test(path) && method in item);
    if (!route || !METHODS.includes(method)) return this.ofUnknownRoute(exchange);
    const operation = route.item[method] as Operation;
    const answer = operation.responses[String(exchange.status)];
    if (!answer) return ['the document does not know this status'];
    const { security = this.document.security ?? [] } = operation;
    const faults: string[] = [];
    if (security.length > 0 && !exchange.authorized && exchange.status < 400) {
      faults.push('the document demands a token, the route does not');
    }
    faults.push(...headerFaults(answer, exchange));
    if (exchange.method !== 'HEAD') faults.push(...this.bodyFaults(answer, exchange, route.template, method));
    return faults;
  }

  private ofUnknownRoute({ status, headers, body }: Exchange): string[] {
    if (status < 400) return ['the document does not know this route'];
    if (mediaType(headers) !== 'application/problem+json') return ['the error is not a problem+json'];
    return this.schemaFaults('problem', { $ref: '#/components/schemas/Problem' }, body);
  }

  private bodyFaults(answer: Answer, exchange: Exchange, template: string, method: string): string[] {
    const type = mediaType(exchange.headers);
    const content = answer.content ?? {};
    if (exchange.status === 304 || (Object.keys(content).length === 0 && exchange.body.length === 0))
      return [];
    const documented = type && content[type];
    if (!documented) return [`the document does not know the media type ${type ?? '(none)'}`];
    // A part of a file need not be well-formed by itself.
    if (exchange.status === 206 || !/json$/.test(type) || !documented.schema) return [];
    const code =
      exchange.status < 400 ? undefined : (JSON.parse(exchange.body.toString()) as { code?: string }).code;
    if (code && !answer.description?.split(', ').includes(code))
      return [`the document does not know the code ${code}`];
    const key = `${method} ${template} ${exchange.status} ${type}`;
    return this.schemaFaults(key, documented.schema, exchange.body);
  }

  private schemaFaults(key: string, schema: unknown, body: Buffer): string[] {
    let validate = this.validators.get(key);
    if (!validate) {
      const text = JSON.stringify(toJsonSchema(schema)).replaceAll(
        '"#/components',
        `"${DOCUMENT}#/components`,
      );
      validate = this.ajv.compile(JSON.parse(text) as object);
      this.validators.set(key, validate);
    }
    if (validate(JSON.parse(body.toString()))) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const { unevaluatedProperty } = params as { unevaluatedProperty?: string };
      return `${instancePath || 'body'} ${message ?? ''}${unevaluatedProperty ? `: ${unevaluatedProperty}` : ''}`;
    });
  }
}

function headerFaults({ headers: documented = {} }: Answer, { headers }: Exchange): string[] {
  const missing = Object.entries(documented).filter(
    ([name, { required }]) => required && headers[name.toLowerCase()] === undefined,
  );
  const known = new Set(Object.keys(documented).map((name) => name.toLowerCase()));
  const unknown = Object.keys(headers).filter((name) => !known.has(name) && !OF_ANY_API.test(name));
  return [
    ...missing.map(([name]) => `no ${name} header`),
    ...unknown.map((name) => `the document does not know the header ${name}`),
  ];
}

function mediaType(headers: Record<string, unknown>): string | undefined {
  const value = headers['content-type'];
  return typeof value === 'string' ? value.split(';', 1)[0]?.trim() : undefined;
}

/** Routes match as Express does: any case, with or without a slash at the end. */
function patternOf(template: string): RegExp {
  const pattern = template
    .split(/(\{[^}]+\})/)
    .map((part) => (part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${pattern}/?$`, 'i');
}
