import { Injectable } from '@nestjs/common';

/** The last turn of each socket that has one which is not over. */
type LastTurns = Map<object, SocketTurn>;

/** The place of an event among those of its socket that change the same. */
export class SocketTurn {
  /** settles once those before have ended; undefined where none of them goes on */
  readonly comes: Promise<void> | undefined;
  private hasCome = true;
  private hasEnded = false;
  private next: (() => void) | undefined;

  constructor(
    private readonly last: LastTurns,
    private readonly socket: object,
  ) {
    const before = last.get(socket);
    last.set(socket, this);
    if (!before) return;
    this.hasCome = false;
    this.comes = new Promise((resolve) => {
      before.next = () => {
        this.hasCome = true;
        resolve();
        this.pass();
      };
    });
  }

  /** What the event changes is changed. One that ends before it comes leaves those behind it waiting for those before. */
  end(): void {
    this.hasEnded = true;
    this.pass();
  }

  private pass(): void {
    if (!this.hasCome || !this.hasEnded) return;
    if (this.last.get(this.socket) === this) this.last.delete(this.socket);
    this.next?.();
    this.next = undefined;
  }
}

/**
 * The order in which each socket's events came. Handlers overlap, since they wait for stores and prices: each prepares what
 * it likes, waits until its turn `comes` before it changes what the socket watches, and ends it as soon as that is done.
 */
@Injectable()
export class SocketTurns {
  private readonly subjects = new Map<string, LastTurns>();

  /**
   * Takes the next turn of a socket; call it as the event comes, and `end` whatever happens.
   * @param subject what is changed: turns of different subjects do not wait for each other
   */
  next(socket: object, subject: string): SocketTurn {
    const last = this.subjects.get(subject) ?? new Map<object, SocketTurn>();
    this.subjects.set(subject, last);
    return new SocketTurn(last, socket);
  }

  /** Does what no event asks for in the next turn of a socket, at once where nothing is before it. */
  async inTurn(socket: object, subject: string, work: () => Promise<unknown>): Promise<void> {
    const turn = this.next(socket, subject);
    try {
      if (turn.comes) await turn.comes;
      await work();
    } finally {
      turn.end();
    }
  }
}
