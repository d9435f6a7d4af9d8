// node load-http.mjs URL,… SECONDS CONNECTIONS [TOKEN,…]: autocannon in a process of its own, each connection with one of the
// addresses and tokens; prints { rate, p50, p99, busy } and takes no failed answer.
import autocannon from 'autocannon';
import { busySince, startOfWork } from './measure.mjs';

const [urls, seconds, connections, tokens = ''] = process.argv.slice(2);
const targets = urls.split(',').map((url) => new URL(url));
const headers = tokens.split(',').map((token) => (token ? { authorization: `Bearer ${token}` } : {}));
let next = 0;
const start = startOfWork();
const result = await autocannon({
  url: targets[0].origin,
  duration: Number(seconds),
  connections: Number(connections),
  setupClient: (client) => {
    const { pathname, search } = targets[next % targets.length];
    client.setRequests([
      { method: 'GET', path: `${pathname}${search}`, headers: headers[next % headers.length] },
    ]);
    next++;
  },
});
const failed = result.errors + result.non2xx;
if (failed > 0) throw new Error(`${failed} requests to ${urls} failed`);
console.log(
  JSON.stringify({
    rate: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    busy: busySince(start),
  }),
);
