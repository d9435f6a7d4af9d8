import { STREAM_NAMESPACE } from '../stream-server';
import type { EventSourceConnection } from './event-source-connection';

/** What the server says. */
export interface DialogueListener {
  welcomed(): void;
  refused(code: string, detail: string): void;
  /** @param args what was emitted, its place in the stream last where it has one */
  event(name: string, args: unknown[]): void;
  /** it will not have this client again as it is */
  dismissed(): void;
}

/** type, number of an acknowledgement, content */
const PACKET = new RegExp(`^(\\d)${STREAM_NAMESPACE},(\\d*)(.*)$`, 's');

/** The client's half of Socket.IO (protocol 5, text only), spoken inside the process for somebody without sockets. */
export class SocketDialogue {
  private asked = 0;
  private readonly answers = new Map<string, (answer: object) => void>();

  constructor(
    private readonly connection: EventSourceConnection,
    private readonly listener: DialogueListener,
  ) {
    connection.on('packet', (packet: string) => this.take(packet));
  }

  connect(auth: object): void {
    this.connection.emit('data', `0${STREAM_NAMESPACE},${JSON.stringify(auth)}`);
  }

  /** Sends an event. @returns its acknowledgement; never, when the connection ends before */
  ask(event: string, payload: object): Promise<object> {
    const id = String((this.asked += 1));
    const answer = new Promise<object>((resolve) => this.answers.set(id, resolve));
    this.connection.emit('data', `2${STREAM_NAMESPACE},${id}${JSON.stringify([event, payload])}`);
    return answer;
  }

  private take(packet: string): void {
    const [, type, id = '', content = ''] = PACKET.exec(packet) ?? [];
    const read = (): unknown => (content === '' ? undefined : JSON.parse(content));
    if (type === '0') this.listener.welcomed();
    else if (type === '1') this.listener.dismissed();
    else if (type === '2') {
      const [name, ...args] = read() as [string, ...unknown[]];
      this.listener.event(name, args);
    } else if (type === '3') {
      const [answer] = read() as [object];
      this.answers.get(id)?.(answer);
      this.answers.delete(id);
    } else if (type === '4') {
      const { message, data } = read() as { message: string; data?: { code?: string } };
      this.listener.refused(data?.code ?? 'stream.refused', message);
    }
  }
}
