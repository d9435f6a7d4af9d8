import { Injectable, OnApplicationShutdown } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { MessageTemplates } from '../messages/message-templates';
import { Outgoing, RefusedError, Sender } from './sender';

const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 10_000,
};

/** What nodemailer adds to an error: the server's answer and the step that failed. */
interface SmtpError extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
}

/** The steps at which a 5xx speaks of this message or address, not of the connection or the login. */
const ABOUT_THE_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE']);

/** Mail over SMTP_URL, through a small pool of connections. */
@Injectable()
export class EmailSender extends Sender implements OnApplicationShutdown {
  private connected?: ReturnType<typeof connect>;

  constructor(
    private readonly environment: Environment,
    private readonly templates: MessageTemplates,
  ) {
    super();
  }

  async send({ delivery_id, address, notification }: Outgoing): Promise<string> {
    const mail = await this.templates.mail(notification);
    this.connected ??= connect(this.environment);
    const transport = await this.connected;
    try {
      const { messageId } = await transport.sendMail({
        from: this.environment.MAIL_FROM,
        to: { name: '', address },
        messageId: `<${delivery_id}@${this.domain()}>`,
        // Keeps holiday answers away (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
        ...mail,
      });
      return messageId;
    } catch (error) {
      throw refusal(error) ?? error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.connected)?.close();
  }

  private domain(): string {
    return /@([^\s>]+)/.exec(this.environment.MAIL_FROM)?.[1] ?? 'tickfolio';
  }
}

/** Loads the library on first use, since most processes never send. */
async function connect({ SMTP_URL }: Environment) {
  const { createTransport } = await import('nodemailer');
  // No requeueing inside the pool: an attempt fails fast, and the queue decides about the next.
  return createTransport({
    ...TIMEOUTS,
    url: SMTP_URL,
    pool: true,
    maxConnections: 3,
    maxRequeues: 0,
    idleTimeout: 30_000,
  });
}

function refusal(error: unknown): RefusedError | undefined {
  const { code = '', responseCode = 0, response, message } = error as SmtpError;
  if (responseCode < 500 || !ABOUT_THE_MESSAGE.has(code)) return undefined;
  return new RefusedError(`The mail server refused: ${response ?? message}`, { cause: error });
}
