import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { patientServer } from './patient-server';

export interface TwilioMessage {
  sid: string;
  from: string;
  to: string;
  body: string;
  date_created: string;
}

/** `take` messages; `refuse` the number (400, 21211); `fail` with 500; keep the message and never answer (`hang`). */
export type TwilioMood = 'take' | 'refuse' | 'fail' | 'hang';

/** Twilio's Messages resource over HTTP, as far as a sender sees it. */
export class TwilioStandIn {
  readonly messages: TwilioMessage[] = [];
  mood: TwilioMood = 'take';
  url = '';
  readonly variables = {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token-of-the-stand-in',
    TWILIO_FROM: '+15550001111',
  };
  private readonly server: Server = patientServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  messagesTo(number: string): TwilioMessage[] {
    return this.messages.filter(({ to }) => to === number);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = this.variables;
    const credentials = Buffer.from(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`).toString('base64');
    if (request.headers.authorization !== `Basic ${credentials}`) return problem(response, 401, 20_003);
    if (pathname !== `/2010-04-01/Accounts/${TWILIO_ACCOUNT_SID}/Messages.json`) {
      return problem(response, 404, 20_404);
    }
    if (request.method === 'GET') {
      const messages = this.messagesTo(searchParams.get('To') ?? '').toReversed();
      return send(response, 200, { messages, next_page_uri: null });
    }
    const form = new URLSearchParams(await text(request));
    if (this.mood === 'fail') return problem(response, 500, 20_500);
    if (this.mood === 'refuse') return problem(response, 400, 21_211, "The 'To' number is not valid.");
    const message = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      from: form.get('From') ?? '',
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      date_created: new Date().toUTCString(),
    };
    this.messages.push(message);
    if (this.mood !== 'hang') send(response, 201, message);
  }
}

function problem(response: ServerResponse, status: number, code: number, message = 'It did not work.'): void {
  send(response, status, { status, code, message, more_info: `https://www.twilio.com/docs/errors/${code}` });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
