import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { callPatiently, signUp } from '../client.mjs';
import { linesOf, SYMBOLS } from '../large-ledger.mjs';
import { interleave, limit, liveness, timed, verdict } from '../measure.mjs';
import {
  ANY_CORE,
  busyMs,
  startBaseline,
  startDialogue,
  startTickfolio,
  watchAnswers,
} from '../processes.mjs';

const ROWS = 50_000;
const ROUNDS = 2;
const POLL = 50;
const HEADER = 'Date,Action,Ticker,Qty,Price,Amount,Commission,Currency';

/** 50,000 lines of 250 symbols: previewed, applied and taken out, against reading the file; and the liveness meanwhile. */
export async function imports(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables, { core: ANY_CORE });
  const bystander = await startBaseline('express.mjs', ['ok'], { core: ANY_CORE });
  const client = await new mongoose.mongo.MongoClient(variables.MONGODB_URI).connect();
  const folder = await mkdtemp(join(tmpdir(), 'bench-imports-'));
  const file = join(folder, 'statement.csv');
  await writeFile(file, statement());
  const reader = await startDialogue('baselines/csv-rows.mjs', [file]);
  try {
    await knowSymbols(client.db());
    const bytes = await readFile(file);
    const { url } = tickfolio;
    const token = await signUp(url);
    const ask = (method, path, body) => callPatiently(url, method, path, { token, body });
    const asked = async (method, path, body) => JSON.parse(await ask(method, path, body));
    const times = { preview: [], apply: [], again: [], undo: [] };
    const waits = { live: [], beside: [] };
    /** Takes the time of a piece of work and of the liveness beside it. */
    const watched = async (name, work) => {
      const answers = await watchAnswers([`${url}/health/live`, `${bystander.url}/quote`]);
      let result;
      times[name].push(await timed(async () => (result = await work())));
      const [live, beside] = await answers.stop();
      waits.live.push(...live);
      waits.beside.push(...beside);
      return result;
    };
    const settled = async (path) => {
      for (;;) {
        const found = await asked('GET', path);
        if (found.status !== 'reading') return found;
        await pause(POLL);
      }
    };
    const upload = async (portfolio) => {
      const response = await fetch(`${url}/api/v1/portfolio/${portfolio}/imports`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'text/csv' },
        body: bytes,
      });
      if (response.status !== 202) throw new Error(`the upload was answered with ${response.status}`);
      const { id } = await response.json();
      return settled(`/portfolio/${portfolio}/imports/${id}`);
    };
    const expectCount = ({ counts, error }, status) => {
      if (counts?.[status] !== ROWS)
        throw new Error(`${JSON.stringify(counts)} ${error} instead of ${ROWS} ${status}`);
    };

    const ours = async () => {
      const { id } = await asked('POST', '/portfolio', { name: 'Imported', currency: 'USD', assets: [] });
      await asked('POST', `/portfolio/${id}/accounts`, { name: 'Depot', tracks_cash: false });
      const before = busyMs([tickfolio.pid]);
      const made = await watched('preview', () => upload(id));
      const preview = busyMs([tickfolio.pid]) - before;
      expectCount(made, 'new');
      const path = `/portfolio/${id}/imports/${made.id}`;
      await watched('apply', () => ask('POST', `${path}/apply`, {}));
      const again = await watched('again', () => upload(id));
      expectCount(again, 'duplicate');
      await watched('undo', () => ask('DELETE', path));
      await ask('DELETE', `/portfolio/${id}`);
      return { preview };
    };
    const baseline = async () => ({ preview: Number(await reader.ask('again')) });
    const { preview } = await interleave(ours, baseline, { rounds: ROUNDS });
    const slowest = (name) => Math.max(...times[name]);
    return [
      limit('50,000 lines previewed', slowest('preview'), 'ms', 10_000),
      verdict('processor time of that, against csv-parse alone', preview, 'ms of CPU', { atMost: 20 }),
      limit('50,000 lines applied to an empty ledger', slowest('apply'), 'ms', 30_000),
      limit('the same file previewed again, every row a duplicate', slowest('again'), 'ms', 20_000),
      limit('50,000 lines taken out again', slowest('undo'), 'ms', 30_000),
      liveness('during all this', waits),
    ];
  } finally {
    await client.close();
    await Promise.all([tickfolio, bystander, reader].map((one) => one.stop()));
    await rm(folder, { recursive: true });
  }
}

function statement() {
  const rows = linesOf('', ROWS + 1)
    .slice(1)
    .map(({ type, date, symbol, quantity = '', price = '', amount = '', fee = '' }) =>
      [date, type, symbol, quantity, price, amount, fee, 'USD'].join(','),
    );
  return [HEADER, ...rows].join('\n');
}

/** As if a search had found them before. */
async function knowSymbols(database) {
  const kept = { type: 'stock', exchange: 'NYQ', currency: 'USD', source: 'simulated' };
  await database
    .collection('instruments')
    .insertMany(SYMBOLS.map((symbol) => ({ ...kept, symbol, name: symbol, words: [symbol] })));
}
