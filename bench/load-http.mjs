// node load-http.mjs URL SECONDS CONNECTIONS [TOKEN]: autocannon in a process of its own; prints { rate, p50, p99, errors }.
import autocannon from 'autocannon';

const [url, seconds, connections, token] = process.argv.slice(2);
const result = await autocannon({
  url,
  duration: Number(seconds),
  connections: Number(connections),
  headers: token ? { authorization: `Bearer ${token}` } : {},
});
console.log(
  JSON.stringify({
    rate: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result.errors + result.non2xx,
  }),
);
