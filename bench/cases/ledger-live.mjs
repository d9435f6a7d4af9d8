import mongoose from 'mongoose';
import { callPatiently, signUp } from '../client.mjs';
import { LAST, largeLedger, storeCloses } from '../large-ledger.mjs';
import { liveness } from '../measure.mjs';
import { ANY_CORE, startBaseline, startTickfolio, watchAnswers } from '../processes.mjs';

const LINES = 10_000;
const LEDGERS = 4;
const AT_ONCE = 20;
const BURSTS = 4;

/** How long the liveness takes while analyses of 10,000 lines run, twenty at once, none of them asked for before. */
export async function ledgerLive(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables, { core: ANY_CORE });
  const bystander = await startBaseline('express.mjs', ['ok'], { core: ANY_CORE });
  const client = await new mongoose.mongo.MongoClient(variables.MONGODB_URI).connect();
  try {
    await storeCloses(client.db());
    const { url } = tickfolio;
    const token = await signUp(url);
    const ids = [];
    for (let i = 0; i < LEDGERS; i++) ids.push((await largeLedger(url, token, LINES)).id);
    const ask = (id, more = '') =>
      callPatiently(url, 'GET', `/portfolio/${id}/performance?to=${LAST}${more}`, { token });
    for (const id of ids) await ask(id);

    const answers = await watchAnswers([`${url}/health/live`, `${bystander.url}/quote`]);
    for (let n = 0; n < BURSTS * AT_ONCE; n += AT_ONCE) {
      const burst = Array.from({ length: AT_ONCE }, (_, i) =>
        ask(ids[i % LEDGERS], `&risk_free_rate=${(n + i + 1) / 1e4}`),
      );
      await Promise.all(burst);
    }
    const [live, beside] = await answers.stop();
    return [liveness(`during ${AT_ONCE} at once`, { live, beside })];
  } finally {
    await client.close();
    await Promise.all([tickfolio, bystander].map((server) => server.stop()));
  }
}
