import { signUp } from '../client.mjs';
import { interleave, verdict } from '../measure.mjs';
import { LOAD_CORE, runLoad, startServer, startTickfolio } from '../processes.mjs';

const SYMBOLS = 500;
const AT_ONCE_ASKED = 50;
const ANSWERS_AFTER = 50;
/** Yahoo's library asks four questions at once; so does the baseline, and the stand-in works on as many. */
const AT_ONCE = 4;
/** Each symbol is asked for by so many at once. */
const ASKERS = 4;

/** Quotes that nobody has yet, each asked for by four at once, against a loop that asks the provider for each once. */
export async function quotesCold(stores) {
  const provider = await startServer('provider-stand-in.mjs', [ANSWERS_AFTER, AT_ONCE], { core: LOAD_CORE });
  const asked = async () => (await fetch(`${provider.url}/asked`)).json();
  const tickfolio = await startTickfolio(
    stores.variables({
      ROLE: 'api',
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: provider.url,
      QUOTE_TTL_SECONDS: '3600',
    }),
  );
  const token = await signUp(tickfolio.url);
  const upstream = [];
  let round = 0;
  const ours = async () => {
    const before = await asked();
    const load = [
      `${tickfolio.url}/api/v1/market/real-time/`,
      ++round,
      SYMBOLS,
      AT_ONCE_ASKED,
      ASKERS,
      token,
    ];
    const outcome = await runLoad('load-symbols.mjs', load);
    const { calls, symbols } = await asked();
    upstream.push({ calls: calls - before.calls, symbols: symbols - before.symbols });
    return outcome;
  };
  const bare = () =>
    runLoad('load-symbols.mjs', [`${provider.url}/v7/finance/quote?symbols=`, ++round, SYMBOLS, AT_ONCE, 1]);
  try {
    const { rate } = await interleave(ours, bare);
    const most = (what) => Math.max(...upstream.map((counts) => counts[what]));
    const against = (ours) => ({
      ours,
      baseline: SYMBOLS,
      ratio: ours / SYMBOLS,
      spread: [ours / SYMBOLS, ours / SYMBOLS],
    });
    return [
      verdict(`${SYMBOLS} cold symbols, symbols a second`, rate, '/s', { atLeast: 0.8 }),
      verdict(`symbols asked for upstream while ${ASKERS} ask for each`, against(most('symbols')), '', {
        atMost: 1,
      }),
      verdict('calls upstream for them', against(most('calls')), '', { atMost: 1 }),
    ];
  } finally {
    await tickfolio.stop();
    await provider.stop();
  }
}
