// A bare Socket.IO server with the streams adapter: a client that subscribes joins the rooms it names.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const [redisUrl, streamName] = process.argv.slice(2);
const http = createServer();
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  adapter: createAdapter(new Redis(redisUrl), { streamName, onlyPlaintext: true }),
});
io.of('/stream').on('connection', (socket) => {
  socket.on('market:subscribe', ({ symbols }, answer) => {
    socket.join(symbols);
    answer({});
  });
});
http.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}`));
process.once('SIGTERM', () => process.exit(0));
