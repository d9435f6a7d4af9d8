import { PASSWORD, signUpAs } from '../client.mjs';
import { interleave, verdict } from '../measure.mjs';
import { runLoad, SERVER_CORE, startTickfolio } from '../processes.mjs';

const SECONDS = 4;
const PARALLEL = 8;

/** Sign-ins a second at the configured cost, against bcrypt.compare alone on the same core. */
export async function login(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables);
  const emails = Array.from({ length: PARALLEL }, (_, i) => `login${i}@example.com`);
  for (const email of emails) await signUpAs(tickfolio.url, email);
  try {
    const { rate } = await interleave(
      () => runLoad('load-login.mjs', [tickfolio.url, emails.join(), PASSWORD, SECONDS]),
      () =>
        runLoad('baselines/bcrypt.mjs', [variables.BCRYPT_COST, SECONDS, PARALLEL], { core: SERVER_CORE }),
    );
    return [
      verdict(`sign-ins a second, bcrypt cost ${variables.BCRYPT_COST}`, rate, '/s', { atLeast: 0.85 }),
    ];
  } finally {
    await tickfolio.stop();
  }
}
