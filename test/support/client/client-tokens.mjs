// Run by test/e2e/client.spec.ts inside the client's package, with tokens that are made to end.
import { createTickfolioClient } from '@tickfolio/client';
import { connectStream } from '@tickfolio/client/stream';
import { once } from 'node:events';

const { TICKFOLIO_URL: baseUrl, EMAIL: email, PASSWORD: password } = process.env;
let kept;
let refreshes = 0;
const tickfolio = createTickfolioClient({
  baseUrl,
  tokens: {
    load: () => kept,
    save: (tokens) => {
      kept = tokens;
    },
  },
  fetch: (...request) => {
    if (String(request[0]).endsWith('/auth/refresh')) refreshes += 1;
    return fetch(...request);
  },
});
const { session } = tickfolio;
const me = async () => (await tickfolio.GET('/api/v1/users/me')).response.status;

await session.login({ email, password });
kept = { ...kept, renew_at: 0 };
const together = await Promise.all([me(), me(), me(), me(), me()]);
const seen = { together, refreshes };

kept = { ...kept, access_token: `${kept.access_token}x` };
seen.refused_then_replaced = await me();

kept = { ...kept, renew_at: Date.now() + 1_000 };
seen.statuses = [];
const stream = connectStream(baseUrl, session, {
  reconnection: { delayMs: 20, longestDelayMs: 50 },
  onStatus: (status) => seen.statuses.push(status),
});
await once(stream, 'connect');
const { id } = stream;
const { token } = await new Promise((resolve) => {
  stream.onAnyOutgoing((event, payload) => event === 'session:renew' && resolve(payload));
});
const answer = await stream.emitWithAck('market:subscribe', { symbols: ['AAPL'] });
seen.renewed_on_one_connection =
  token === kept.access_token && stream.id === id && answer.quotes.length === 1;
const back = once(stream, 'session:ready');
stream.io.engine.close();
await back;
stream.disconnect();

kept = { ...kept, refresh_token: 'no-such-token', renew_at: 0, expires_at: 0 };
seen.after_the_end = await me();
refreshes = 0;
await me();
seen.asked_again = refreshes;
seen.kept = kept ?? null;
console.log(JSON.stringify(seen));
