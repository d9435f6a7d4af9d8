import { Injectable } from '@nestjs/common';
import type { Twilio } from 'twilio';
import { Environment } from '../../config/environment';
import { MessageTemplates } from '../messages/message-templates';
import { Outgoing, RefusedError, Sender } from './sender';

const TIMEOUT_MS = 15_000;

/** Twilio's clock and ours may differ by this much. */
const CLOCK_SKEW = 60_000;

/** Answers that say nothing about the message: wrong credentials can be put right, limits pass. */
const MAY_PASS = new Set([401, 403, 404, 408, 425, 429]);

/** SMS by Twilio; what TWILIO_BASE_URL names takes the place of Twilio's own address. */
@Injectable()
export class SmsSender extends Sender {
  private connected?: Promise<Twilio>;

  constructor(
    private readonly environment: Environment,
    private readonly templates: MessageTemplates,
  ) {
    super();
  }

  async send({ address: to, notification, unfinished_since }: Outgoing): Promise<string> {
    const body = await this.templates.sms(notification);
    const client = await this.client();
    try {
      const earlier = unfinished_since && (await this.find(client, to, body, unfinished_since));
      if (earlier) return earlier;
      const { sid } = await client.messages.create({ from: this.environment.TWILIO_FROM, to, body });
      return sid;
    } catch (error) {
      throw refusal(error) ?? error;
    }
  }

  /** Twilio knows no idempotency keys, so after a crash its own list tells whether the message had left. */
  private async find(client: Twilio, to: string, body: string, since: Date): Promise<string | undefined> {
    const newest = await client.messages.list({ to, limit: 50 });
    const earliest = since.getTime() - CLOCK_SKEW;
    return newest.find((message) => message.body === body && message.dateCreated.getTime() >= earliest)?.sid;
  }

  private client(): Promise<Twilio> {
    this.connected ??= connect(this.environment);
    return this.connected;
  }
}

/** Loads the library on first use: it is large, and most processes never send. */
async function connect(environment: Environment): Promise<Twilio> {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_BASE_URL } = environment;
  const [{ default: twilio }, { RebasedClient }] = await Promise.all([
    import('twilio'),
    import('./rebased-client'),
  ]);
  const httpClient = new RebasedClient(TWILIO_BASE_URL, TIMEOUT_MS);
  return twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient });
}

function refusal(error: unknown): RefusedError | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (error.status < 400 || error.status >= 500 || MAY_PASS.has(error.status)) return undefined;
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  return new RefusedError(`Twilio refused${code}: ${error.message}`, { cause: error });
}
