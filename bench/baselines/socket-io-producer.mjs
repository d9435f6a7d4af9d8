// Another bare Socket.IO server, which nobody connects to: it broadcasts the same payload to a room a symbol, through Redis.
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { atRate, madeUp } from '../ticks.mjs';

const [redisUrl, streamName, rate, symbols] = process.argv.slice(2);
const io = new Server({
  adapter: createAdapter(new Redis(redisUrl), { streamName, onlyPlaintext: true }),
});
const stream = io.of('/stream');
let seq = 0;
const publish = (quotes) => {
  seq++;
  for (const quote of quotes) stream.to(quote.symbol).emit('market:tick', { ...quote, seq });
};
atRate(Number(rate), publish, symbols && madeUp(Number(symbols)));
