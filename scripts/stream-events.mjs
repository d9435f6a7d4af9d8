// The socket events as the server's own types declare them: ServerEvents and ClientEvents, merged from every *.events.ts,
// with each payload as a JSON schema. What is not plain JSON on the wire stops the generation.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const MAP = 'src/platform/stream/stream-events.ts';
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });

/**
 * @returns { server, client, schemas }: each event with its name, description, payload's name and schema and the schema
 *   of its acknowledgement; and the named types they use
 */
export function readStreamEvents() {
  const program = ts.createProgram([MAP, ...eventFiles()], { ...compilerOptions(), noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(MAP);
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  const schemas = new NamedSchemas(checker);
  const events = (map) => {
    const symbol = exported.find(({ name }) => name === map);
    const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
    return members.map((event) => readEvent(event, checker, schemas)).sort(byName);
  };
  return { server: events('ServerEvents'), client: events('ClientEvents'), schemas: schemas.sorted() };
}

function eventFiles() {
  return readdirSync('src', { recursive: true })
    .filter((file) => file.endsWith('.events.ts'))
    .map((file) => join('src', file));
}

function compilerOptions() {
  const { config } = ts.readConfigFile(resolve('tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, '.').options;
}

const byName = (one, other) => (one.name < other.name ? -1 : 1);

const descriptionOf = (symbol, checker) =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim() || undefined;

/**
 * What a property's comment says of its values: `@format` as in JSON schema, `@example` as JSON or as a plain string.
 */
function valuesOf(symbol, checker) {
  const tags = Object.fromEntries(
    symbol.getJsDocTags(checker).map(({ name, text }) => [name, ts.displayPartsToString(text).trim()]),
  );
  return {
    ...(tags.format && { format: tags.format }),
    ...(tags.example && { examples: [parsed(tags.example)] }),
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** An event is declared as the function that listens to it; a parameter that is a function is its acknowledgement. */
function readEvent(event, checker, schemas) {
  const [signature] = checker.getTypeOfSymbol(event).getCallSignatures();
  const result = { name: event.name, description: descriptionOf(event, checker) };
  for (const parameter of signature.getParameters()) {
    const type = checker.getTypeOfSymbol(parameter);
    const [acknowledge] = type.getCallSignatures();
    if (acknowledge) {
      const [answer] = acknowledge.getParameters();
      result.answer = schemas.of(checker.getTypeOfSymbol(answer), `${event.name} acknowledgement`);
    } else {
      result.parameter = parameter.name;
      result.payload = schemas.of(type, event.name);
    }
  }
  return result;
}

/** Turns types into schemas; those that have a name of their own become components. */
class NamedSchemas {
  #checker;
  #named = new Map();

  constructor(checker) {
    this.#checker = checker;
  }

  sorted() {
    return Object.fromEntries([...this.#named].map(([name, { schema }]) => [name, schema]).sort());
  }

  of(type, where) {
    const symbol = type.aliasSymbol ?? type.symbol;
    const isOurs = symbol?.declarations?.some((node) => !/node_modules/.test(node.getSourceFile().fileName));
    const isNamed = isOurs && !symbol.name.startsWith('__') && !type.aliasTypeArguments?.length;
    if (!isNamed) return this.#shape(type, where);
    const name = symbol.name.replace(/Dto$/, '');
    const known = this.#named.get(name);
    if (known && known.symbol !== symbol) throw new Error(`two types are called ${name}`);
    if (!known) {
      const entry = { symbol, schema: {} };
      this.#named.set(name, entry);
      const description = descriptionOf(symbol, this.#checker);
      entry.schema = { ...(description && { description }), ...this.#shape(type, name) };
    }
    return ref(name);
  }

  #shape(type, where) {
    const { flags } = type;
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags & ts.TypeFlags.StringLiteral) return { type: 'string', enum: [type.value] };
    if (flags & ts.TypeFlags.NumberLiteral) return { type: 'number', enum: [type.value] };
    if (flags & ts.TypeFlags.String) return { type: 'string' };
    if (flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.isUnion()) return this.#union(type, where);
    if (this.#checker.isArrayType(type)) {
      const [element] = this.#checker.getTypeArguments(type);
      return { type: 'array', items: this.of(element, `${where}[]`) };
    }
    const isPlain = type.isIntersection() || flags & ts.TypeFlags.Object;
    const isForeign = type.symbol?.declarations?.some((node) =>
      /node_modules\/typescript\/lib/.test(node.getSourceFile().fileName),
    );
    const isMapped = Boolean(type.aliasSymbol ?? type.objectFlags & ts.ObjectFlags.Mapped);
    if (!isPlain || (isForeign && !isMapped) || type.getCallSignatures().length) {
      throw new Error(`${where} is ${this.#checker.typeToString(type)}, which does not travel as JSON`);
    }
    return this.#object(type, where);
  }

  #union(type, where) {
    const parts = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
    const isBoolean = ({ flags }) => flags & ts.TypeFlags.BooleanLiteral;
    const others = parts.filter((part) => !isBoolean(part));
    const schemas = others.map((part) => this.of(part, where));
    if (others.length < parts.length) schemas.push({ type: 'boolean' });
    const values = schemas.flatMap(
      (schema) => schema.enum ?? (schema.type === 'null' ? [null] : [undefined]),
    );
    if (schemas.length === 1) return schemas[0];
    if (!values.includes(undefined) && values.some((value) => value !== null))
      return { enum: values.sort(inOrder) };
    if (schemas.every((schema) => Object.keys(schema).join() === 'type')) {
      return { type: schemas.map((schema) => schema.type).sort(inOrder) };
    }
    return { anyOf: schemas.sort((one, other) => inOrder(key(one), key(other))) };
  }

  #object(type, where) {
    const properties = {};
    const required = [];
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const description = descriptionOf(property, this.#checker);
      const schema = this.of(this.#checker.getTypeOfSymbol(property), `${where}.${property.name}`);
      properties[property.name] = {
        ...(description && { description }),
        ...schema,
        ...valuesOf(property, this.#checker),
      };
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const values = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    return {
      type: 'object',
      ...(required.length && { required }),
      ...(Object.keys(properties).length && { properties }),
      ...(values && { additionalProperties: this.of(values, `${where}.*`) }),
    };
  }
}

/** TypeScript orders the parts of a union by when it met them, which changes with any other code. */
function inOrder(one, other) {
  const goesLast = (value) => value === null || value === 'null' || value === '#/components/schemas/Refusal';
  if (goesLast(one) !== goesLast(other)) return goesLast(one) ? 1 : -1;
  return one < other ? -1 : 1;
}

const key = (schema) => schema.$ref ?? JSON.stringify(schema);
