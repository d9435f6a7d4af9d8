// node load-sockets.mjs URL TOKEN,TOKEN,… SOCKETS SYMBOL,SYMBOL,… SECONDS: a fleet of raw Socket.IO connections that counts what it
// is sent; prints { rate, p99, busy }: messages a second, and the delay from `received_at` in milliseconds.
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { busySince, percentile, startOfWork } from './measure.mjs';

const [url, tokens, sockets, symbols, seconds] = process.argv.slice(2);
const SAMPLED = 20;
const WAVE = 50;
const STAMP = '"received_at":"';
let counting = false;
let messages = 0;
const delays = [];
const tokenList = tokens.split(',');

for (let i = 0; i < Number(sockets); i += WAVE) {
  await Promise.all(Array.from({ length: WAVE }, (_, k) => connect(tokenList[(i + k) % tokenList.length])));
}
await pause(1_500);
counting = true;
const start = startOfWork();
await pause(Number(seconds) * 1_000);
const busy = busySince(start);
const elapsed = (performance.now() - start.time) / 1_000;
console.log(JSON.stringify({ rate: messages / elapsed, p99: percentile(delays, 0.99), busy }));
process.exit(0);

/** The Engine.IO and Socket.IO handshakes, then the subscription; resolves when its answer is there. */
function connect(token) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.on('error', reject);
    socket.on('message', (data) => {
      const packet = data.toString('latin1');
      if (packet[0] === '0') socket.send(`40/stream,${JSON.stringify({ token })}`);
      else if (packet === '2') socket.send('3');
      else if (packet.startsWith('40')) {
        socket.send(`42/stream,1["market:subscribe",${JSON.stringify({ symbols: symbols.split(',') })}]`);
      } else if (packet.startsWith('43')) resolve();
      else if (packet.startsWith('44')) reject(new Error(packet));
      else if (counting && packet.startsWith('42/stream,["market:tick"')) count(packet);
    });
  });
}

function count(packet) {
  if (messages++ % SAMPLED !== 0) return;
  const at = packet.indexOf(STAMP) + STAMP.length;
  delays.push(Date.now() - Date.parse(packet.slice(at, at + 24)));
}
