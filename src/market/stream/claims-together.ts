import { randomUUID } from 'node:crypto';
import { setImmediate as turnEnd } from 'node:timers/promises';
import { Clock } from '../../common/clock';
import { inParts } from '../../common/in-parts';
import { OptionalRedis } from '../../platform/redis/optional-redis';
import { CLAIM_WATCHED } from './claim-watched';

/** What a process that died had claimed is free again after that. */
export const CLAIM_MS = 15 * 60_000;
/** A script holds up everything else in Redis. */
const ACCOUNTS_AT_ONCE = 100;

type SymbolsByAccount = Map<string, Set<string>>;

/**
 * This instance's claims of symbols in Redis. What is claimed and let go while the process goes through the messages that
 * have arrived is told together: many clients that come at once cost one script, not one each.
 */
export class ClaimsTogether {
  private readonly instance = randomUUID();
  private claimed: SymbolsByAccount = new Map();
  private freed: SymbolsByAccount = new Map();
  private telling?: Promise<SymbolsByAccount>;

  /** @param isClaimed whether a connection of this instance has a symbol by now */
  constructor(
    private readonly redis: OptionalRedis,
    private readonly most: number,
    private readonly clock: Clock,
    private readonly isClaimed: (account: string, symbol: string) => boolean,
  ) {}

  /** @returns those that are too many for the account */
  async claim(account: string, symbols: readonly string[]): Promise<readonly string[]> {
    if (symbols.length === 0) return [];
    note(this.claimed, account, symbols);
    const beyond = (await this.told()).get(account);
    return beyond ? symbols.filter((symbol) => beyond.has(symbol)) : [];
  }

  free(account: string, symbols: readonly string[]): void {
    note(this.freed, account, symbols);
    void this.told();
  }

  private told(): Promise<SymbolsByAccount> {
    this.telling ??= turnEnd().then(() => this.tell());
    return this.telling;
  }

  /** What is let go is told first, so that there is room for the rest. */
  private async tell(): Promise<SymbolsByAccount> {
    const { claimed, freed } = this;
    this.claimed = new Map();
    this.freed = new Map();
    this.telling = undefined;
    this.tellFreed(freed);
    const parts = inParts([...claimed], ACCOUNTS_AT_ONCE);
    const answers = Array.from(parts, (part) => this.tellClaimed(part));
    return new Map((await Promise.all(answers)).flat());
  }

  private tellFreed(freed: SymbolsByAccount): void {
    if (freed.size === 0) return;
    const gone = [...freed].flatMap(([account, symbols]) => {
      const free = [...symbols].filter((symbol) => !this.isClaimed(account, symbol));
      const members = free.map((symbol) => `${this.instance} ${symbol}`);
      return members.length === 0 ? [] : [{ key: this.keyOf(account), members }];
    });
    void this.redis.ask((redis) => Promise.all(gone.map(({ key, members }) => redis.zrem(key, ...members))));
  }

  /** @returns what is too many, by account */
  private async tellClaimed(claimed: [string, Set<string>][]): Promise<[string, Set<string>][]> {
    const now = this.clock.now().getTime();
    const terms = [now, now + CLAIM_MS, CLAIM_MS, this.most, this.instance];
    const wanted = claimed.flatMap(([account, symbols]) => {
      const held = [...symbols].filter((symbol) => this.isClaimed(account, symbol));
      return [held.length, ...held];
    });
    const keys = claimed.map(([account]) => this.keyOf(account));
    const beyond = (await this.redis.ask((redis) =>
      redis.eval(CLAIM_WATCHED, keys.length, ...keys, ...terms, ...wanted),
    )) as string[][] | undefined;
    return claimed.map(([account], i) => [account, new Set(beyond?.[i])]);
  }

  private keyOf(account: string): string {
    return this.redis.key('by', account);
  }
}

function note(noted: SymbolsByAccount, account: string, symbols: readonly string[]): void {
  const known = noted.get(account);
  if (!known) noted.set(account, new Set(symbols));
  else for (const symbol of symbols) known.add(symbol);
}
