// A client of Socket.IO's protocol on a bare TCP connection, cheap enough for ten thousand of them beside the server measured.
import { connect } from 'node:net';

const TEXT = 0x81;
const CODE = { 0: 0x30, 2: 0x32, 3: 0x33, 4: 0x34 };
const HEAD = Buffer.from('HTTP/1.1 101');
const END_OF_HEAD = '\r\n\r\n';
const shared = Buffer.allocUnsafe(256 * 1024);

/** A masked text frame (RFC 6455, section 5.2); a mask of zeros leaves the text as it is. */
function textFrame(text) {
  const length = Buffer.byteLength(text);
  const extended = length < 126 ? 0 : 2;
  const frame = Buffer.alloc(6 + extended + length);
  frame[0] = TEXT;
  frame[1] = 0x80 | (extended ? 126 : length);
  if (extended) frame.writeUInt16BE(length, 2);
  frame.write(text, 6 + extended);
  return frame;
}

const PONG = textFrame('3');

/**
 * Connects, enters `/stream` with the token and subscribes to the symbols.
 * @param onEvent told of each event: the bytes, and where in them its packet begins and ends
 * @returns a promise of what ends it, once the subscription is answered
 */
export function openRawSocket({ url, token, symbols, onEvent }) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let upgraded = false;
    let rest;
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: { buffer: shared, callback: (size, buffer) => take(buffer.subarray(0, size)) ?? true },
    });
    socket.setNoDelay();
    const fail = (error) => {
      socket.destroy();
      reject(error);
    };
    socket.on('error', fail);
    socket.once('close', () => reject(new Error('the connection was closed')));
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );

    function take(read) {
      let bytes = rest ? Buffer.concat([rest, read]) : read;
      rest = undefined;
      if (!upgraded) {
        const end = bytes.indexOf(END_OF_HEAD);
        if (end >= 0 && bytes.compare(HEAD, 0, HEAD.length, 0, HEAD.length) !== 0) {
          fail(new Error(bytes.toString('latin1')));
          return;
        }
        upgraded = end >= 0;
        bytes = upgraded ? bytes.subarray(end + END_OF_HEAD.length) : bytes;
      }
      const used = upgraded ? takeFrames(bytes) : 0;
      if (used < bytes.length) rest = Buffer.from(bytes.subarray(used));
    }

    /** @returns how many bytes whole frames took */
    function takeFrames(bytes) {
      let at = 0;
      while (at + 2 <= bytes.length) {
        const short = bytes[at + 1] & 0x7f;
        const head = short < 126 ? 2 : short === 126 ? 4 : 10;
        if (at + head > bytes.length) break;
        const length =
          short < 126
            ? short
            : short === 126
              ? bytes.readUInt16BE(at + 2)
              : Number(bytes.readBigUInt64BE(at + 2));
        if (at + head + length > bytes.length) break;
        if (bytes[at] === TEXT) takeText(bytes, at + head, at + head + length);
        at += head + length;
      }
      return at;
    }

    function takeText(bytes, from, to) {
      if (bytes[from] === CODE[2]) socket.write(PONG);
      else if (bytes[from] === CODE[0]) socket.write(textFrame(`40/stream,${JSON.stringify({ token })}`));
      else if (bytes[from + 1] === CODE[2]) onEvent(bytes, from, to);
      else if (bytes[from + 1] === CODE[0])
        socket.write(textFrame(`42/stream,1${JSON.stringify(['market:subscribe', { symbols }])}`));
      else if (bytes[from + 1] === CODE[3]) resolve(() => socket.destroy());
      else if (bytes[from + 1] === CODE[4]) fail(new Error(bytes.toString('latin1', from, to)));
    }
  });
}
