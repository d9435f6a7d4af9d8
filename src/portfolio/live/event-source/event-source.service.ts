import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/domain-error';
import { inParallel } from '../../../common/in-parallel';
import { Lifecycle } from '../../../platform/lifecycle/lifecycle';
import { streamClosing, tooManySockets } from '../../../platform/stream/stream-errors';
import { StreamServer } from '../../../platform/stream/stream-server';
import { EventSourceConnection } from '../../../platform/stream/event-source/event-source-connection';
import { EventSourceWriter } from '../../../platform/stream/event-source/event-source-writer';
import { SocketDialogue } from '../../../platform/stream/event-source/socket-dialogue';
import { wishOf } from '../watched-lots';

/** What a client without sockets wants to hear. */
export interface Wish {
  token: string;
  symbols: readonly string[];
  portfolios: readonly string[];
  /** whether their values tell the holdings too */
  holdings: boolean;
  /** the place of the last event that it knows */
  lastEventId: string | undefined;
}

/** A place in the stream, which the server puts behind what it emits. */
const PLACE = /^\d{1,15}-\d{1,10}$/;

/**
 * Serves the stream as Server-Sent Events. Each answer is a connection of the one stream server, which this process asks on
 * the client's behalf for what it wants to hear.
 */
@Injectable()
export class EventSourceService {
  constructor(
    private readonly server: StreamServer,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** Resolves once the answer has begun. @throws DomainError `stream.too_many_sockets`, `stream.closing` */
  async open(wish: Wish, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.lifecycle.isDraining) throw streamClosing();
    const connection = new EventSourceConnection(request, response, 1 + wish.portfolios.length);
    const writer = new EventSourceWriter(response);
    await new Promise<void>((resolve, reject) => {
      const dialogue = new SocketDialogue(connection, {
        welcomed: () => {
          writer.begin();
          resolve();
        },
        refused: (code, detail) => {
          reject(refusalOf(code, detail));
          connection.close();
        },
        event: (name, args) => {
          const last = args.at(-1);
          const place = typeof last === 'string' && PLACE.test(last) ? last : undefined;
          writer.event(name, place !== undefined && args.length === 1 ? undefined : args[0], place);
          if (name === 'session:ready') void subscribe(dialogue, writer, wish);
        },
        dismissed: () => writer.event('goodbye', undefined),
      });
      connection.once('close', () => resolve());
      this.server.accept(connection);
      const { token, lastEventId: offset } = wish;
      // What it wants is in the request, so that it needs nothing of a connection before.
      dialogue.connect({ token, subscribes: true, ...(offset !== undefined && { offset }) });
    });
  }
}

function refusalOf(code: string, detail: string): DomainError {
  const full = tooManySockets();
  return code === full.code ? full : new DomainError('unauthenticated', code, detail);
}

const NOTHING = { quotes: [], rejected: [] };
/** A portfolio that was not looked at for a while has its ledger read. */
const AT_ONCE = 10;
const isRefused = (answer: object) => 'error' in answer;

/** Asks for all that is wanted, and tells in one `snapshot` how it stands. */
async function subscribe(
  dialogue: SocketDialogue,
  writer: EventSourceWriter,
  { symbols, portfolios, holdings }: Wish,
): Promise<void> {
  const wishes = portfolios.map((key) => {
    const { portfolioId, account } = wishOf(key);
    return { portfolio_id: portfolioId, ...(account !== null && { account }) };
  });
  const values: object[] = [];
  const [market] = await Promise.all([
    symbols.length > 0 ? dialogue.ask('market:subscribe', { symbols }) : NOTHING,
    inParallel([...wishes.entries()], AT_ONCE, async ([place, wish]) => {
      values[place] = await dialogue.ask('portfolio:watch', { ...wish, holdings });
    }),
  ]);
  writer.event('snapshot', {
    ...NOTHING,
    ...market,
    portfolios: values.filter((value) => !isRefused(value)),
    refused: values.flatMap((value, i) => (isRefused(value) ? [{ ...wishes[i], ...value }] : [])),
  });
}
