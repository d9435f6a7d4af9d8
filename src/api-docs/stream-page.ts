interface Reference {
  $ref: string;
}

interface Schema extends Partial<Reference> {
  [keyword: string]: unknown;
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
}

interface Operation {
  action: string;
  summary?: string;
  messages: Reference[];
  reply?: { messages: Reference[] };
}

/** The part of an AsyncAPI 3 document that the page shows. */
interface StreamDocument {
  info: { title: string; version: string; description: string };
  channels: { stream: { messages: Record<string, { name: string; payload: Schema }> } };
  operations: Record<string, Operation>;
  components: { schemas: Record<string, Schema> };
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #d5dae1; } h3 { margin-bottom: .25rem; }
code, pre { font: 14px/1.5 ui-monospace, monospace; background: #f2f4f7; border-radius: 4px; padding: .1em .3em; }
table { border-collapse: collapse; width: 100%; } td { border-top: 1px solid #e4e8ee; padding: .35rem .75rem .35rem 0; vertical-align: top; }
a { color: #0b5cad; } dt { font-weight: 600; } dd { margin: 0 0 .5rem; } p { margin: .5rem 0; }
@media (prefers-color-scheme: dark) { body { background: #14181f; color: #dfe5ee; } code, pre { background: #232a35; }
  a { color: #7db8ff; } td, h2 { border-color: #323b49; } }`;

/** The stream's document as one page that loads nothing, so that any content security policy lets it be. */
export function streamPage(document: StreamDocument): string {
  const { info, operations, components } = document;
  const messages = document.channels.stream.messages;
  const section = (title: string, action: string) =>
    `<h2>${title}</h2>${Object.values(operations)
      .filter((operation) => operation.action === action)
      .map((operation) => event(operation, messages))
      .join('')}`;
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="${name}">${name}</h3>${about(schema)}${properties(schema)}`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(info.title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>
<h1>${escaped(info.title)}</h1>${prose(info.description)}
<p>AsyncAPI document: <a href="/docs/stream.json">/docs/stream.json</a>. Routes: <a href="/docs">/docs</a>.</p>
${section('What the server sends', 'send')}${section('What clients send', 'receive')}
<h2>Types</h2>${schemas.join('')}</body></html>`;
}

function event({ summary, messages: [sent], reply }: Operation, messages: Messages): string {
  const { name, payload } = resolve(sent, messages);
  const answer = reply && resolve(reply.messages[0], messages).payload;
  return `<h3><code>${escaped(name)}</code></h3>${summary ? `<p>${inline(summary)}</p>` : ''}<dl>
<dt>Payload</dt><dd>${payload.type === 'null' ? 'none' : describe(payload)}</dd>
${answer ? `<dt>Acknowledgement</dt><dd>${describe(answer)}</dd>` : ''}</dl>`;
}

type Messages = StreamDocument['channels']['stream']['messages'];

function resolve(reference: Reference | undefined, messages: Messages): { name: string; payload: Schema } {
  const message = messages[reference?.$ref.split('/').at(-1) ?? ''];
  if (!message) throw new Error(`the stream's document has no message ${reference?.$ref}`);
  return message;
}

function properties({ properties: members, required = [] }: Schema): string {
  const rows = Object.entries(members ?? {}).map(
    ([name, schema]) =>
      `<tr><td><code>${escaped(name)}</code>${required.includes(name) ? '' : ' (optional)'}</td>
<td>${describe(schema)}</td><td>${schema.description ? inline(schema.description) : ''}</td></tr>`,
  );
  return rows.length > 0 ? `<table>${rows.join('')}</table>` : '';
}

function describe(schema: Schema): string {
  if (schema.$ref) {
    const name = escaped(schema.$ref.split('/').at(-1) ?? '');
    return `<a href="#${name}">${name}</a>`;
  }
  if (schema.anyOf) return schema.anyOf.map(describe).join(' or ');
  if (schema.enum)
    return schema.enum.map((value) => `<code>${escaped(JSON.stringify(value))}</code>`).join(' or ');
  if (schema.items) return `array of ${describe(schema.items)}`;
  if (schema.properties) return `object ${properties(schema)}`;
  if (schema.additionalProperties) return `object of ${describe(schema.additionalProperties)}`;
  return escaped([schema.type].flat().join(' or '));
}

const about = ({ description }: Schema) => (description ? `<p>${inline(description)}</p>` : '');

const prose = (text: string) =>
  text
    .split(/\n\n+/)
    .map((paragraph) => `<p>${inline(paragraph)}</p>`)
    .join('');

const inline = (text: string) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
