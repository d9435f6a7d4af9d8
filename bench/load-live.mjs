// node load-live.mjs URL …: asks each every ten milliseconds until it is told a line; then prints for each the milliseconds of every answer.
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const PACE = 10;
const WARMING = 50;
const agent = new Agent({ keepAlive: true });
let going = true;
process.stdin.once('data', () => (going = false));

const timesOf = new Map(process.argv.slice(2).map((url) => [url, []]));
async function ask(url, times) {
  const start = performance.now();
  const response = await answer(url);
  await once(response.resume(), 'end');
  if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
  times.push(performance.now() - start);
}

/** A kept connection that the server closes just as it is used is no answer: another one is. */
async function answer(url) {
  const request = get(url, { agent });
  try {
    return (await once(request, 'response'))[0];
  } catch (error) {
    if (error.code === 'ECONNRESET' && request.reusedSocket) return answer(url);
    throw error;
  }
}

for (let i = 0; i < WARMING; i++) for (const url of timesOf.keys()) await ask(url, []);
console.log('warm');
const asked = [];
while (going) {
  // A question does not wait for the answer to the one before: else a long pause would count as one.
  for (const [url, times] of timesOf) asked.push(ask(url, times));
  await pause(PACE);
}
await Promise.all(asked);
agent.destroy();

console.log(JSON.stringify([...timesOf.values()]));
process.stdin.destroy();
