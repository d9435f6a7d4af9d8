import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { call, signUp } from '../client.mjs';
import { largePortfolio, TO } from '../large-portfolio.mjs';
import { interleave, liveness, timed, verdict } from '../measure.mjs';
import { ANY_CORE, startBaseline, startDialogue, startTickfolio, watchAnswers } from '../processes.mjs';

const REPORTS = 12;
const POLL = 50;

/** PDF reports a minute from the order to the finished file, against rendering alone; and the liveness meanwhile. */
export async function reports(stores) {
  const tickfolio = await startTickfolio(stores.variables({ ROLE: 'all' }), { core: ANY_CORE });
  const bystander = await startBaseline('express.mjs', ['ok'], { core: ANY_CORE });
  const folder = await mkdtemp(join(tmpdir(), 'bench-reports-'));
  const token = await signUp(tickfolio.url);
  const portfolio_id = await largePortfolio(tickfolio.url, token);
  const performance = join(folder, 'performance.json');
  const answer = await call(tickfolio.url, 'GET', `/portfolio/${portfolio_id}/performance?to=${TO}`, {
    token,
  });
  await writeFile(performance, await answer.text());
  const renderer = await startDialogue('baselines/reports.mjs', [performance]);

  const order = async () => {
    const body = { portfolio_id, type: 'performance', format: 'pdf', to: TO };
    return (await (await call(tickfolio.url, 'POST', '/reports', { token, body })).json()).id;
  };
  const finished = async (id) => {
    for (;;) {
      const { status } = await (await call(tickfolio.url, 'GET', `/reports/${id}`, { token })).json();
      if (status === 'completed') return;
      if (status === 'failed') throw new Error(`report ${id} failed`);
      await pause(POLL);
    }
  };
  /** Both sides carry the weight of the watch. */
  const watched = async (work) => {
    const answers = await watchAnswers([`${tickfolio.url}/health/live`, `${bystander.url}/quote`]);
    const result = await work();
    return [result, ...(await answers.stop())];
  };
  const times = { live: [], beside: [] };
  const ours = async () => {
    const [taken, live, beside] = await watched(() =>
      timed(async () => {
        const ids = await Promise.all(Array.from({ length: REPORTS }, order));
        for (const id of ids) await finished(id);
      }),
    );
    times.live.push(...live);
    times.beside.push(...beside);
    return { rate: (REPORTS * 60_000) / taken };
  };
  const baseline = async () => {
    const [taken] = await watched(() => renderer.ask(REPORTS));
    return { rate: (REPORTS * 60_000) / Number(taken) };
  };
  try {
    const { rate } = await interleave(ours, baseline);
    return [verdict('PDF reports a minute', rate, '/min', { atLeast: 0.7 }), liveness('meanwhile', times)];
  } finally {
    await Promise.all([tickfolio, bystander, renderer].map((one) => one.stop()));
    await rm(folder, { recursive: true });
  }
}
