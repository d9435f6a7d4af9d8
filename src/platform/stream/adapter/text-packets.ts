import type { Server } from 'socket.io';
import { WrittenAnswer } from '../written-answer';

interface Packet {
  type: number;
  nsp: string;
  id?: number;
  data?: unknown;
}

/** What the types of Socket.IO hide. */
interface TextEncoder {
  encode(packet: Packet): string[];
  encodeAsString(packet: Packet): string;
}

const ACK = 3;

/**
 * Makes a server encode all packets as text. Nothing that is sent here has binary parts, for which the library looks
 * through each packet; an answer that was written as JSON before is not written again.
 */
export function encodeAsText({ encoder }: { encoder: Server['encoder'] }): void {
  const texts = encoder as unknown as TextEncoder;
  texts.encode = (packet) => {
    const [answer] = packet.type === ACK ? (packet.data as unknown[]) : [];
    const text =
      answer instanceof WrittenAnswer
        ? `${ACK}${packet.nsp},${packet.id}[${answer.json}]`
        : texts.encodeAsString(packet);
    return [text];
  };
}
