import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { withDeadline } from '../common/deadline';
import { InstrumentDto } from './dto/search.dto';
import { InstrumentsRepository } from './instruments.repository';
import { MarketCache } from './market-cache';
import { searchUnavailable } from './market.errors';
import { MarketProviders } from './providers/market-providers';
import { rankMatches, RankedMatch, SourcedMatch } from './search-ranking';

const QUERIES = 2_000;
/** How long an answer is good in this process, and for the fleet when every provider took part in it. */
const KEPT_HERE = 30_000;
const KEPT = 600_000;
const STORE_DEADLINE = 1_000;

/**
 * Finds instruments by symbol or name. Answers are remembered here and in Redis, since a search costs a call of each
 * provider; instruments are stored, and those that are answer for a provider that does not.
 */
@Injectable()
export class SearchService {
  private readonly logger = new Logger(SearchService.name);
  private readonly here = new LRUCache<string, RankedMatch[]>({ max: QUERIES, ttl: KEPT_HERE });
  private readonly running = new Map<string, Promise<RankedMatch[]>>();

  constructor(
    private readonly providers: MarketProviders,
    private readonly instruments: InstrumentsRepository,
    private readonly cache: MarketCache,
  ) {}

  /** @throws DomainError `market.unavailable` when no provider answers and nothing stored fits */
  async search(typed: string): Promise<InstrumentDto[]> {
    const query = typed.toUpperCase();
    const known = this.here.get(query);
    if (known) return known;
    const running = this.running.get(query) ?? this.find(query).finally(() => this.running.delete(query));
    this.running.set(query, running);
    return running;
  }

  /** What one set of providers found is not what another would. */
  private get sources(): string[] {
    return this.providers.inOrder.map(({ name }) => name);
  }

  private async find(query: string): Promise<RankedMatch[]> {
    const key = this.cache.key('search', this.sources.join('+'), query);
    const remembered = await this.cache.ask((redis) => redis.get(key));
    if (remembered) {
      const answer = JSON.parse(remembered) as RankedMatch[];
      this.here.set(query, answer);
      return answer;
    }
    const { found, answered, silent } = await this.fromProviders(query);
    const stored = silent > 0 ? await this.fromStore(query) : [];
    const answer = rankMatches(query, [...found, ...stored]);
    if (answered === 0 && answer.length === 0) throw searchUnavailable();
    // When nobody answered, the next search shall find out whether that is over.
    if (answered > 0) {
      this.here.set(query, answer);
      const kept = silent > 0 ? KEPT_HERE : KEPT;
      await Promise.all([
        this.store(found),
        this.cache.ask((redis) => redis.set(key, JSON.stringify(answer), 'PX', kept)),
      ]);
    }
    return answer;
  }

  private async fromProviders(
    query: string,
  ): Promise<{ found: SourcedMatch[]; answered: number; silent: number }> {
    const answers = await Promise.allSettled(
      this.providers.inOrder.map(async (provider) =>
        (await provider.search(query)).map((match) => ({ ...match, source: provider.name })),
      ),
    );
    const given = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    const found = new Map<string, SourcedMatch>();
    for (const match of given.flat()) if (!found.has(match.symbol)) found.set(match.symbol, match);
    return { found: [...found.values()], answered: given.length, silent: answers.length - given.length };
  }

  private async store(found: SourcedMatch[]): Promise<void> {
    try {
      await withDeadline(this.instruments.save(found), STORE_DEADLINE, 'storing instruments');
    } catch (error) {
      this.logger.warn(`${found.length} instruments were not stored: ${String(error)}`);
    }
  }

  /** Of the sources in use only: what the simulated market lists is nothing to an installation without it. */
  private async fromStore(query: string): Promise<SourcedMatch[]> {
    try {
      return await withDeadline(
        this.instruments.find(query, this.sources),
        STORE_DEADLINE,
        'stored instruments',
      );
    } catch (error) {
      this.logger.warn(`stored instruments: ${String(error)}`);
      return [];
    }
  }
}
