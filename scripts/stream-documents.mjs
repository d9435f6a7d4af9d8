// What is made from the socket events: the AsyncAPI document that the server shows, and the client's TypeScript types.
const DESCRIPTION = `Live prices, portfolio values, report progress and notifications over Socket.IO.

Connect to the namespace \`/stream\` with \`auth: { token: <access token> }\`; a refused handshake is a \`connect_error\` whose
\`data.code\` says why. Every event a client sends is acknowledged: with its answer, or with \`{ error }\`.
Renew the session with \`session:renew\` before the token ends; else \`session:expired\` comes and the connection closes.
After a short disconnect the client library resumes by itself; \`session:ready\` says whether anything was missed.`;

const pascal = (name) => name.replace(/(^|[:_-])(\w)/g, (_, _sign, letter) => letter.toUpperCase());
const camel = (name) => pascal(name).replace(/^\w/, (letter) => letter.toLowerCase());
const answerOf = (name) => `${pascal(name)}Answer`;

/** The AsyncAPI 3 document of the namespace; `send` is what the server sends. */
export function asyncApiDocument({ server, client, schemas }) {
  const messages = {};
  const operations = {};
  const message = (name, payload, about = {}) => {
    messages[pascal(name)] = { name, ...about, payload };
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
