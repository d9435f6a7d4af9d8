// A bare Socket.IO server with the streams adapter: a client that subscribes joins the rooms it names and is
// told a quote of each that is at hand.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { madeUp, quotesNow, SYMBOLS } from '../ticks.mjs';

const [redisUrl, streamName] = process.argv.slice(2);
const quotes = new Map(quotesNow([...SYMBOLS, ...madeUp(200)]).map((quote) => [quote.symbol, quote]));
const http = createServer();
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  adapter: createAdapter(new Redis(redisUrl), { streamName, onlyPlaintext: true }),
});
io.of('/stream').on('connection', (socket) => {
  socket.on('market:subscribe', ({ symbols }, answer) => {
    socket.join(symbols);
    answer({ quotes: symbols.map((symbol) => quotes.get(symbol)) });
  });
});
http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}`));
process.once('SIGTERM', () => process.exit(0));
