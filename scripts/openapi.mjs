// npm run openapi: writes the OpenAPI document that the built application serves to client/openapi.json.
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { freePort, startServer, untilReady } from './server.mjs';

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const server = startServer(port, ['ignore', 'ignore', 'inherit']);
try {
  await untilReady(url);
  const document = await (await fetch(`${url}/docs-json`)).json();
  await writeFile('client/openapi.json', `${JSON.stringify(document, null, 2)}\n`);
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
}
