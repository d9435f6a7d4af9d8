import { call, signUp } from '../client.mjs';
import { interleave, loadLine, verdict } from '../measure.mjs';
import { runLoad, startBaseline, startTickfolio } from '../processes.mjs';

const SECONDS = 4;
const CONNECTIONS = 50;

/** One hot quote, authenticated and limited, against bare Express that sends the same bytes. */
export async function quotes(stores) {
  const tickfolio = await startTickfolio(stores.variables({ ROLE: 'api', QUOTE_TTL_SECONDS: '3600' }));
  const token = await signUp(tickfolio.url);
  const body = await (await call(tickfolio.url, 'GET', '/market/real-time/AAPL', { token })).text();
  const express = await startBaseline('express.mjs', [body]);
  try {
    const { rate, p99, busy } = await interleave(
      () =>
        runLoad('load-http.mjs', [
          `${tickfolio.url}/api/v1/market/real-time/AAPL`,
          SECONDS,
          CONNECTIONS,
          token,
        ]),
      () => runLoad('load-http.mjs', [`${express.url}/quote`, SECONDS, CONNECTIONS]),
    );
    return [
      verdict('hot quote, requests a second', rate, '/s', { atLeast: 1.15 }),
      verdict('hot quote, p99', p99, 'ms', { atMost: 2 }),
      loadLine(busy),
    ];
  } finally {
    await tickfolio.stop();
    await express.stop();
  }
}
