// What is made from the socket events: the AsyncAPI document that the server shows, and the client's TypeScript types.
const DESCRIPTION = `Live prices, portfolio values, report progress and notifications over Socket.IO.

Connect to the namespace \`/stream\` with \`auth: { token: <access token> }\`; a refused handshake is a \`connect_error\` whose
\`data.code\` says why. Every event a client sends is acknowledged: with its answer, or with \`{ error }\`.
Events that change what a connection watches take effect in the order in which they were sent, whether or not the
acknowledgements of those before have come: what is unsubscribed right behind its subscription is not watched. Of events
that come too fast (60 at once, then 20 a second) the acknowledgement is \`stream.too_many_events\`; send them again later.
Renew the session with \`session:renew\` before the token ends; else \`session:expired\` comes and the connection closes.
After a short disconnect the client library resumes by itself; \`session:ready\` says whether anything was missed.

Who cannot use sockets reads the same events from \`GET /api/v1/stream/events\` as Server-Sent Events.`;

const pascal = (name) => name.replace(/(^|[:_-])(\w)/g, (_, _sign, letter) => letter.toUpperCase());
const camel = (name) => pascal(name).replace(/^\w/, (letter) => letter.toLowerCase());
const answerOf = (name) => `${pascal(name)}Answer`;

/**
 * The AsyncAPI 3 document of the namespace; `send` is what the server sends.
 * @param openApiSchemas where a type that is in both documents has its formats and examples
 */
export function asyncApiDocument({ server, client, schemas }, openApiSchemas) {
  for (const [name, schema] of Object.entries(schemas)) borrowValues(schema, openApiSchemas[name]);
  const messages = {};
  const operations = {};
  const examplesOf = (payload) => {
    const example = exampleOf(payload, schemas);
    return example === undefined ? {} : { examples: [{ payload: example }] };
  };
  const message = (name, payload, about = {}) => {
    messages[pascal(name)] = { name, ...about, payload, ...examplesOf(payload) };
    return { $ref: `#/channels/stream/messages/${pascal(name)}` };
  };
  const channel = { $ref: '#/channels/stream' };
  const about = ({ description }) => (description ? { summary: description } : {});
  for (const event of server) {
    const sent = message(event.name, event.payload ?? { type: 'null' }, about(event));
    operations[camel(event.name)] = { action: 'send', channel, ...about(event), messages: [sent] };
  }
  for (const event of client) {
    const received = message(event.name, event.payload ?? { type: 'null' }, about(event));
    const operation = { action: 'receive', channel, ...about(event), messages: [received] };
    if (event.answer) {
      messages[answerOf(event.name)] = {
        name: event.name,
        title: `Acknowledgement of ${event.name}`,
        payload: event.answer,
        ...examplesOf(event.answer),
      };
      operation.reply = {
        channel,
        messages: [{ $ref: `#/channels/stream/messages/${answerOf(event.name)}` }],
      };
    }
    operations[camel(event.name)] = operation;
  }
  return {
    asyncapi: '3.0.0',
    info: { title: 'Tickfolio stream', version: '1', description: DESCRIPTION, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: {
      installation: {
        host: 'localhost:3000',
        protocol: 'ws',
        description: 'This installation, by Socket.IO 4.',
      },
    },
    channels: { stream: { address: '/stream', title: 'The Socket.IO namespace', messages } },
    operations,
    components: { schemas },
  };
}

function borrowValues({ properties = {} }, { properties: described = {} } = {}) {
  for (const [name, property] of Object.entries(properties)) {
    const { format, example } = described[name] ?? {};
    if (format) property.format ??= format;
    if (example !== undefined) property.examples ??= [example];
  }
}

/** A value made of the examples of its parts; undefined while a part that has to be there has none. */
function exampleOf(schema, schemas) {
  if (schema.examples) return schema.examples[0];
  if (schema.$ref) return exampleOf(schemas[schema.$ref.split('/').at(-1)], schemas);
  if (schema.anyOf) return exampleOf(schema.anyOf[0], schemas);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'null') return null;
  if (schema.type === 'array') {
    const item = exampleOf(schema.items, schemas);
    return item === undefined ? undefined : [item];
  }
  if (schema.type !== 'object') return undefined;
  const example = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = exampleOf(property, schemas);
    if (value !== undefined) example[name] = value;
    else if (schema.required?.includes(name)) return undefined;
  }
  return example;
}

/** The events as TypeScript that depends on nothing, for `Socket<ServerEvents, ClientEvents>` of socket.io-client. */
export function typeScriptOf({ server, client, schemas }) {
  const listener = ({ parameter, payload, answer }) => {
    const parameters = payload ? [`${parameter}: ${typeOf(payload)}`] : [];
    if (answer) parameters.push(`ack: (answer: ${typeOf(answer)}) => void`);
    return `(${parameters.join(', ')}) => void`;
  };
  const map = (name, events) =>
    `export interface ${name} {\n${events.map((event) => `${comment(event)}'${event.name}': ${listener(event)};`).join('\n')}\n}`;
  const named = Object.entries(schemas).map(([name, schema]) =>
    schema.type === 'object'
      ? `${comment(schema)}export interface ${name} ${objectType(schema)}`
      : `${comment(schema)}export type ${name} = ${typeOf(schema)};`,
  );
  return [
    '// Made by `npm run client:generate` from the types of the server. Do not edit.',
    ...named,
    map('ServerEvents', server),
    map('ClientEvents', client),
  ].join('\n\n');
}

const comment = ({ description }) => (description ? `/** ${description.replaceAll('*/', '* /')} */\n` : '');

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'array') return `Array<${typeOf(schema.items)}>`;
  return schema.type === 'object' ? objectType(schema) : schema.type;
}

function objectType({ properties = {}, required = [], additionalProperties }) {
  const members = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    return `${comment(schema)}${JSON.stringify(name)}${optional}: ${typeOf(schema)};`;
  });
  if (additionalProperties) members.push(`[name: string]: ${typeOf(additionalProperties)};`);
  return `{\n${members.join('\n')}\n}`;
}
