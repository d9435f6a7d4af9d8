import { ServerResponse } from 'node:http';
import { DAY_MS } from '../../../src/common/calendar/day-length';
import { registerUser } from '../../support/application/accounts';
import { eventually } from '../../support/waiting/eventually';
import { Fleet, startFleet } from '../../support/application/fleet';
import { ProviderStandIn, sendJson, startProviderStandIn } from '../../support/outside/provider-stand-in';

const KEY = 'CANARY0KEY0NOBODY0MAY0SEE';

/**
 * What Alpha Vantage may answer, each with the key in it, one for each call: so retries meet the next one. The refusals
 * that ask for a pause are the last.
 */
const ANSWERS: ((response: ServerResponse) => void)[] = [
  (response) => response.writeHead(500).end(`failed for apikey=${KEY}`),
  (response) => response.writeHead(200).end(`<html>apikey=${KEY}`),
  (response) => response.writeHead(302, { location: `http://192.0.2.1/?apikey=${KEY}` }).end(),
  (response) => response.destroy(),
  (response) => sendJson(response, { 'Error Message': `the parameter apikey ${KEY} is invalid or missing` }),
  (response) => sendJson(response, { Note: `API key ${KEY}: 1 request per second` }),
  (response) =>
    sendJson(response, {
      Information: `We have detected your API key as ${KEY} and our standard API rate limit is 25 requests per day.`,
    }),
];

// Older days are not asked of this provider.
const from = new Date(Date.now() - 30 * DAY_MS).toISOString().slice(0, 10);
const PATHS = [
  (symbol: string) => `historical/${symbol}?from=${from}`,
  (symbol: string) => `real-time/${symbol}`,
  (symbol: string) => `search?query=${symbol}`,
];

/** A built process that logs all it can, with a provider that echoes the key. */
describe('the key of a provider', () => {
  let standIn: ProviderStandIn;
  let fleet: Fleet;
  let authorization: { Authorization: string };

  beforeAll(async () => {
    standIn = await startProviderStandIn((_url, response) => ANSWERS[standIn.calls.length - 1]?.(response));
    fleet = await startFleet(
      { apis: 1, workers: 0 },
      {
        MARKET_PROVIDERS: 'alpha-vantage',
        ALPHA_VANTAGE_API_KEY: KEY,
        ALPHA_VANTAGE_BASE_URL: standIn.url,
        LOG_LEVEL: 'trace',
      },
    );
    ({ authorization } = await registerUser(fleet));
  });

  afterAll(async () => {
    await fleet.close();
    await standIn.close();
  });

  const get = async (path: string) => {
    const answer = await fetch(`${fleet.url}/api/v1/market/${path}`, { headers: authorization });
    return { status: answer.status, text: await answer.text() };
  };

  it('is in no line that the process writes and in no answer', async () => {
    const answers: string[] = [];
    await eventually(async () => {
      const path = PATHS[answers.length % PATHS.length]?.(`A${answers.length}`) ?? '';
      answers.push((await get(path)).text);
      return standIn.calls.length >= ANSWERS.length;
    });
    answers.push((await get('providers')).text);
    expect(standIn.calls.every((call) => call.includes(KEY))).toBe(true);
    const lines = fleet.apis.flatMap((running) => running.lines);
    expect(lines.some((line) => line.includes('/market/historical/A0'))).toBe(true);
    expect(lines.filter((line) => line.includes(KEY))).toEqual([]);
    expect(answers.filter((text) => text.includes(KEY))).toEqual([]);
  });
});
