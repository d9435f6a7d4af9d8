import { signUp } from '../client.mjs';
import { interleave, loadLine, verdict } from '../measure.mjs';
import { runLoad, startBaseline, startProducer, startTickfolio } from '../processes.mjs';
import { SYMBOLS } from '../ticks.mjs';

const SOCKETS = 1_000;
const USERS = 50;
const SECONDS = 5;
const BATCHES_A_SECOND = 4;

/** 1,000 sockets × 20 symbols; ticks come from another process through Redis. */
export async function ticks(stores) {
  const variables = stores.variables({ ROLE: 'api' });
  const tickfolio = await startTickfolio(variables);
  const tokens = [];
  for (let i = 0; i < USERS; i++) tokens.push(await signUp(tickfolio.url));
  const stream = `bench-${Date.now()}`;
  const bare = await startBaseline('socket-io.mjs', [variables.REDIS_URL, stream]);

  const fleet = async (server, startProducing) => {
    const producer = await startProducing();
    try {
      return await runLoad('load-sockets.mjs', [server.url, tokens.join(), SOCKETS, SYMBOLS.join(), SECONDS]);
    } finally {
      await producer.stop();
    }
  };
  try {
    const { rate, p99, busy } = await interleave(
      () => fleet(tickfolio, () => startProducer('tick-producer.mjs', [BATCHES_A_SECOND], variables)),
      () =>
        fleet(bare, () =>
          startProducer('baselines/socket-io-producer.mjs', [variables.REDIS_URL, stream, BATCHES_A_SECOND]),
        ),
    );
    const sent = SOCKETS * SYMBOLS.length * BATCHES_A_SECOND;
    return [
      verdict(`messages delivered a second, of ${sent} published`, rate, '/s', { atLeast: 0.9 }),
      verdict('delay of a message, p99', p99, 'ms', { atMost: 1.5 }),
      loadLine(busy),
    ];
  } finally {
    await tickfolio.stop();
    await bare.stop();
  }
}
