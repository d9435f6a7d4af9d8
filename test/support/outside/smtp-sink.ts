import { once } from 'node:events';
import { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, SMTPServerDataStream } from 'smtp-server';

export interface ReceivedMail {
  to: string[];
  /** as sent: headers, blank line, bodies */
  source: string;
  messageId: string;
}

/**
 * How the server treats the next mails:
 * `take` them; `refuse` the address for good (550); `defer` it (451); take the whole mail and never answer (`hang`),
 * or close the connection instead (`drop`).
 */
export type SmtpMood = 'take' | 'refuse' | 'defer' | 'hang' | 'drop';

/** A real SMTP server that keeps what it gets, even what it never acknowledged. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = [];
  mood: SmtpMood = 'take';
  private server: SMTPServer;
  private port = 0;
  private readonly sockets = new Set<Socket>();

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  mailsTo(address: string): ReceivedMail[] {
    return this.mails.filter(({ to }) => to.includes(address));
  }

  /** The code of the newest mail to an address whose subject has a text. */
  codeFor(address: string, subject: string): string | undefined {
    const plain = this.mailsTo(address).map(({ source }) =>
      source.replaceAll('=\r\n', '').replaceAll('=3D', '='),
    );
    const newest = plain.findLast((source) => source.includes(`Subject: ${subject}`));
    return newest && /Code: (\S+)/.exec(newest)?.[1];
  }

  /** Listens, after a stop on the same port again. */
  async start(): Promise<this> {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        if (this.mood === 'refuse') done(answer(550, `5.1.1 <${address}> no such user`));
        else if (this.mood === 'defer') done(answer(451, '4.3.0 come back later'));
        else done();
      },
      // A sender that is killed half-way leaves half a mail, which no server keeps.
      onData: (stream, { envelope }, done) => void this.receive(stream, envelope.rcptTo, done).catch(done),
    });
    this.server.on('error', () => undefined);
    const listening = this.server.listen(this.port, '127.0.0.1');
    listening.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    await once(listening, 'listening');
    this.port = (listening.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.closeConnections();
    await closed;
  }

  private async receive(
    stream: SMTPServerDataStream,
    recipients: { address: string }[],
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const source = await text(stream);
    const [, messageId = ''] = /^Message-ID: (\S+)/im.exec(source) ?? [];
    this.mails.push({ to: recipients.map(({ address }) => address), source, messageId });
    if (this.mood === 'drop') this.closeConnections();
    else if (this.mood !== 'hang') done();
  }

  private closeConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
