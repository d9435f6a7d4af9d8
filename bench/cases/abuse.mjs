import { setTimeout as pause } from 'node:timers/promises';
import { call, callPatiently, signUp } from '../client.mjs';
import { largePortfolio, TO } from '../large-portfolio.mjs';
import { percentile, toldLines, verdict } from '../measure.mjs';
import { ANY_CORE, LOAD_CORE, runLoad, startDialogue, startServer, startTickfolio } from '../processes.mjs';

const SECONDS = 8;
/** Her first requests run code that is not compiled yet, and start threads. */
const SETTLE_MS = 3_000;
const LARGE_PORTFOLIOS = 40;
const LOTS = 1_000;
const SMALL = [{ symbol: 'AAPL', quantity: 10, purchase_price: 150, purchase_date: '2020-01-02' }];
/** The limits that an installation has unless it sets others. */
const LIMITS = { RATE_LIMIT_PER_MINUTE: '600', RATE_LIMIT_AUTH_PER_MINUTE: '20' };

const SCENARIOS = [
  { what: 'own portfolio, beside alerts at a reached price', abuse: 'alerts', felt: 'read' },
  { what: 'a quote that nobody has, beside portfolios of 1,000 symbols', abuse: 'symbols', felt: 'quote' },
  { what: 'own portfolio, beside lists of 40 portfolios of 1,000 lots', abuse: 'lists', felt: 'read' },
  { what: 'a small report, beside as many large ones as are taken', abuse: 'reports', felt: 'report' },
  { what: 'a small import, beside as many large ones as are taken', abuse: 'imports', felt: 'import' },
  { what: 'a small analysis, beside as many large ones as are taken', abuse: 'analyses', felt: 'analysis' },
];

/** What one account does to another: the other's p95 while the one does all it can, against his p95 before. */
export async function abuse(stores) {
  const { lines, tell } = toldLines();
  const provider = await startServer('provider-stand-in.mjs', [50, 4], { core: LOAD_CORE });
  try {
    for (const scenario of SCENARIOS) tell(await lineOf(scenario, stores, provider.url));
    return lines;
  } finally {
    await provider.stop();
  }
}

async function lineOf({ what, abuse: kind, felt }, stores, providerUrl) {
  const market = { MARKET_PROVIDERS: 'yahoo-finance', YAHOO_BASE_URL: providerUrl };
  const settings = { ...LIMITS, ROLE: 'all', ...(felt === 'quote' && market) };
  const { url, stop } = await startTickfolio(stores.variables(settings), { core: ANY_CORE });
  try {
    const [mallory, bob] = [await signUp(url), await signUp(url)];
    const hers = await prepared(kind, url, mallory);
    const his = await smallPortfolio(url, bob);
    const feel = (round) => runLoad('load-felt.mjs', [felt, url, bob, his, SECONDS, round]);
    const before = await feel(0);
    const abuser = await startDialogue('load-abuse.mjs', [kind, url, mallory, hers]);
    await pause(SETTLE_MS);
    const during = await feel(1);
    console.log(`  her requests by status: ${await abuser.ask('enough')}`);
    await abuser.stop();
    return lineOfBoth(what, before, during);
  } finally {
    await stop();
  }
}

/** @returns the portfolio that her requests are about */
async function prepared(kind, url, token) {
  if (kind === 'reports' || kind === 'analyses') {
    const id = await largePortfolio(url, token);
    await callPatiently(url, 'GET', `/portfolio/${id}/performance?to=${TO}`, { token });
    return id;
  }
  if (kind === 'imports') return smallPortfolio(url, token);
  if (kind !== 'lists') return 'none';
  for (let n = 0; n < LARGE_PORTFOLIOS; n++) {
    const assets = Array.from({ length: LOTS }, (_, i) => ({ ...SMALL[0], quantity: 1 + i }));
    await callPatiently(url, 'POST', '/portfolio', { token, body: { name: `Large ${n}`, assets } });
  }
  return 'none';
}

async function smallPortfolio(url, token) {
  const body = { name: 'Small', assets: SMALL };
  return (await (await call(url, 'POST', '/portfolio', { token, body })).json()).id;
}

function lineOfBoth(what, before, during) {
  const [ours, baseline] = [percentile(during.times, 0.95), percentile(before.times, 0.95)];
  const ratio = ours / baseline;
  const failed = during.failed + before.failed;
  const line = verdict(`p95 of ${what}`, { ours, baseline, ratio, spread: [ratio, ratio] }, 'ms', {
    atMost: 2,
  });
  return failed === 0 ? line : { ...line, what: `${line.what}; ${failed} refused`, reached: false };
}
