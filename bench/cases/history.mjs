import { call, signUp } from '../client.mjs';
import { interleave, verdict } from '../measure.mjs';
import { runLoad, startBaseline, startTickfolio } from '../processes.mjs';

const SECONDS = 3;
const [FROM, TO] = ['2014-01-01', '2023-12-31'];

/** Ten years of days as JSON, the database warm, against the bare driver and JSON.stringify; milliseconds a request. */
export async function history(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables);
  const token = await signUp(tickfolio.url);
  const path = `/market/historical/AAPL?from=${FROM}&to=${TO}`;
  const { items } = await (await call(tickfolio.url, 'GET', path, { token })).json();
  const driver = await startBaseline('history.mjs', [variables.MONGODB_URI, 'AAPL', FROM, TO]);
  const perRequest = async (url, ...more) => {
    const { rate } = await runLoad('load-http.mjs', [url, SECONDS, 1, ...more]);
    return { time: 1_000 / rate };
  };
  try {
    const { time } = await interleave(
      () => perRequest(`${tickfolio.url}/api/v1${path}`, token),
      () => perRequest(driver.url),
    );
    return [verdict(`${items.length} days as JSON`, time, 'ms', { atMost: 1.5 })];
  } finally {
    await tickfolio.stop();
    await driver.stop();
  }
}
