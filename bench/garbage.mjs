// Collects the garbage of another process, so that what it holds can be weighed: it must run with `--inspect=127.0.0.1:PORT`.
import { once } from 'node:events';
import { WebSocket } from 'ws';

export async function collectGarbage(port) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  const inspector = new WebSocket(webSocketDebuggerUrl);
  await once(inspector, 'open');
  for (let id = 1; id <= 2; id++) {
    inspector.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
    await once(inspector, 'message');
  }
  inspector.close();
  await once(inspector, 'close');
}
