import { call, signUp } from '../client.mjs';
import { interleave, loadLine, verdict } from '../measure.mjs';
import { runLoad, startBaseline, startTickfolio } from '../processes.mjs';

const SECONDS = 4;
const CONNECTIONS = 50;

/** An ordinary route behind its guards, authenticated and limited, against the same handler in a bare Nest application. */
export async function guards(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables);
  const token = await signUp(tickfolio.url);
  const { id } = await (await call(tickfolio.url, 'GET', '/users/me', { token })).json();
  const uri = variables.MONGODB_URI;
  const bare = await startBaseline('nest-users.cjs', [uri, new URL(uri).pathname.slice(1), id]);
  try {
    const { rate, p99, busy } = await interleave(
      () => runLoad('load-http.mjs', [`${tickfolio.url}/api/v1/users/me`, SECONDS, CONNECTIONS, token]),
      () => runLoad('load-http.mjs', [`${bare.url}/users/me`, SECONDS, CONNECTIONS]),
    );
    return [
      verdict('GET /users/me, requests a second', rate, '/s', { atLeast: 0.75 }),
      verdict('GET /users/me, p99', p99, 'ms', { atMost: 2 }),
      loadLine(busy),
    ];
  } finally {
    await tickfolio.stop();
    await bare.stop();
  }
}
