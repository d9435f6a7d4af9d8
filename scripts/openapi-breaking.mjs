const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** @returns a line for each difference that breaks a client made for the earlier document */
export function breakingDifferences(before, after) {
  const found = new Set();
  for (const [path, item] of Object.entries(before.paths)) {
    for (const method of METHODS.filter((name) => item[name])) {
      const route = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      if (!now) found.add(`${route}: removed`);
      else compareOperation(route, item[method], now, { before, after, found });
    }
  }
  return [...found];
}

function compareOperation(route, old, now, context) {
  const { found } = context;
  const parametersOf = (operation) =>
    new Map(
      (operation.parameters ?? []).map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]),
    );
  const known = parametersOf(old);
  const offered = parametersOf(now);
  for (const [name, parameter] of known) {
    const kept = offered.get(name);
    if (!kept) found.add(`${route}: parameter ${name} removed`);
    else compareRequest(`${route}: parameter ${name}`, parameter.schema, kept.schema, context);
  }
  for (const [name, { required }] of offered) {
    if (required && !known.get(name)?.required) found.add(`${route}: parameter ${name} is now required`);
  }
  const isPublic = ({ security }, document) => (security ?? document.security ?? []).length === 0;
  if (isPublic(old, context.before) && !isPublic(now, context.after))
    found.add(`${route}: now demands a token`);
  if (now.requestBody?.required && !old.requestBody) found.add(`${route}: a body is now required`);
  for (const [type, { schema }] of Object.entries(old.requestBody?.content ?? {})) {
    const accepted = now.requestBody?.content?.[type];
    if (!accepted) found.add(`${route}: body ${type} no longer accepted`);
    else compareRequest(`${route}: body`, schema, accepted.schema, context);
  }
  for (const [status, answer] of Object.entries(old.responses)) {
    if (!/^2/.test(status)) continue;
    const given = now.responses[status];
    if (!given) found.add(`${route}: no longer answers ${status}`);
    for (const [type, { schema }] of Object.entries((given && answer.content) ?? {})) {
      if (!given.content?.[type]) found.add(`${route}: ${status} is no longer ${type}`);
      else compareResponse(`${route}: ${status}`, schema, given.content[type].schema, context);
    }
  }
}

/** A client relies on every field of an answer, its type, and knows no other values of an enum. */
function compareResponse(where, old, now, context) {
  walk(where, old, now, context, compareResponse, (one, other) => {
    const { found } = context;
    if (other.nullable && !one.nullable) found.add(`${where} may now be null`);
    if (one.enum && !other.enum) found.add(`${where} may now have any value`);
    for (const value of other.enum ?? []) {
      if (one.enum && !one.enum.includes(value)) found.add(`${where} may now be ${JSON.stringify(value)}`);
    }
    for (const name of Object.keys(one.properties ?? {})) {
      if (!other.properties?.[name]) found.add(`${where}.${name} removed`);
      else if (one.required?.includes(name) && !other.required?.includes(name)) {
        found.add(`${where}.${name} may now be missing`);
      }
    }
  });
}

/** What a client sends must go on being accepted. */
function compareRequest(where, old, now, context) {
  walk(where, old, now, context, compareRequest, (one, other) => {
    const { found } = context;
    if (one.nullable && !other.nullable) found.add(`${where} may no longer be null`);
    if (other.enum && !one.enum) found.add(`${where} no longer accepts any value`);
    for (const value of one.enum ?? []) {
      if (other.enum && !other.enum.includes(value))
        found.add(`${where} no longer accepts ${JSON.stringify(value)}`);
    }
    for (const name of other.required ?? []) {
      if (!one.required?.includes(name)) found.add(`${where}.${name} is now required`);
    }
    for (const name of Object.keys(one.properties ?? {})) {
      if (!other.properties?.[name]) found.add(`${where}.${name} no longer accepted`);
    }
  });
}

/** Compares two schemas by `judge`, then their parts; each pair of named schemas once on the way down. */
function walk(where, old, now, context, compare, judge) {
  const { before, after, found, path = [] } = context;
  const pair = `${old?.$ref} ${now?.$ref}`;
  if (old?.$ref && path.includes(pair)) return;
  const inside = { ...context, path: [...path, pair] };
  const one = resolve(old, before);
  const other = resolve(now, after);
  if (one.type !== other.type) {
    found.add(`${where} was ${one.type ?? 'anything'}, is ${other.type ?? 'anything'}`);
    return;
  }
  judge(one, other);
  for (const name of Object.keys(one.properties ?? {})) {
    const kept = other.properties?.[name];
    if (kept) compare(`${where}.${name}`, one.properties[name], kept, inside);
  }
  if (one.items && other.items) compare(`${where}[]`, one.items, other.items, inside);
}

/**
 * The schema itself, its null told apart from its type, as `nullable` of OpenAPI 3.0 or one of the types of 3.1; a
 * reference that is wrapped to be nullable or described counts as what it refers to.
 */
function resolve(schema = {}, document) {
  if (schema.$ref) return resolve(document.components.schemas[schema.$ref.split('/').at(-1)], document);
  const others = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  if (others.length === 1 && others.length < schema.anyOf.length) {
    const { anyOf: _, ...described } = schema;
    return resolve({ ...described, allOf: others, nullable: true }, document);
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    const type = types.length === 1 ? types[0] : types.join(' or ');
    return { ...schema, type, nullable: types.length < schema.type.length };
  }
  const { allOf, ...rest } = schema;
  if (!allOf) return schema;
  const parts = allOf.map((part) => resolve(part, document));
  return {
    ...Object.assign({}, ...parts, rest),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties), rest.properties),
    required: [...parts, rest].flatMap(({ required = [] }) => required),
  };
}
