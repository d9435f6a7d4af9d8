import { STREAM_NAMESPACE } from '../../platform/stream/stream-server';
import { Tick } from '../ticks/tick';

const TEXT_FRAME = 0x81;

/**
 * One tick, encoded once for every socket that gets it: as the Socket.IO packet, and as the WebSocket frame around it,
 * which Engine.IO sends as it is.
 */
export class TickFrame {
  readonly packet: string;
  readonly bytes: Buffer;

  constructor(tick: Tick) {
    this.packet = `2${STREAM_NAMESPACE},["market:tick",${JSON.stringify(tick)}]`;
    this.bytes = textFrame(`4${this.packet}`);
  }
}

/** An unmasked, unfragmented text frame of RFC 6455, section 5.2. */
function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = TEXT_FRAME;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headerLength);
  return frame;
}
