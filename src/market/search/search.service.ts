import { Cache } from '@nestjs/cache-manager';
import { Injectable, Logger } from '@nestjs/common';
import { isISIN } from 'class-validator';
import { withDeadline } from '../../common/deadline';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { InstrumentDto } from '../dto/search.dto';
import { searchUnavailable } from '../model/market.errors';
import { MarketProviders } from '../providers/market-providers';
import { InstrumentsRepository } from './instruments.repository';
import { NobodyAnswered } from './nobody-answered.error';
import { rankMatches, RankedMatch, SourcedMatch } from './search-ranking';

/** How long an answer is good when every provider took part in it, and when one was missing. */
const KEPT_MS = 600_000;
const PARTIAL_KEPT_MS = 30_000;
const STORE_DEADLINE_MS = 1_000;

interface SearchAnswer {
  matches: RankedMatch[];
  isPartial: boolean;
}

/**
 * Finds instruments by symbol or name. Answers are cached, since a search costs a call of each provider; instruments are
 * stored, and those that are answer for a provider that does not.
 */
@Injectable()
export class SearchService {
  private readonly logger = new Logger(SearchService.name);

  constructor(
    private readonly providers: MarketProviders,
    private readonly instruments: InstrumentsRepository,
    private readonly cache: Cache,
  ) {}

  /** @throws DomainError `market.unavailable` when no provider answers and nothing stored fits */
  async search(typed: string): Promise<InstrumentDto[]> {
    const query = typed.toUpperCase();
    if (isPrivateSymbol(query)) return [];
    const key = ['search', this.sources.join('+'), query].join(':');
    try {
      const { matches } = await this.cache.wrap(key, () => this.find(query), {
        ttl: ({ isPartial }: SearchAnswer) => (isPartial ? PARTIAL_KEPT_MS : KEPT_MS),
      });
      return matches;
    } catch (error) {
      if (error instanceof NobodyAnswered && error.stored.length > 0) return error.stored;
      throw error instanceof NobodyAnswered ? searchUnavailable() : error;
    }
  }

  /** What one set of providers found is not what another would. */
  private get sources(): string[] {
    return this.providers.inOrder.map(({ name }) => name);
  }

  /** @throws NobodyAnswered so that the next search finds out whether that is over, instead of a kept answer */
  private async find(query: string): Promise<SearchAnswer> {
    const { found, answered, silent } = await this.fromProviders(query);
    const stored = silent > 0 ? await this.fromStore(query) : [];
    const matches = rankMatches(query, [...found, ...stored]);
    if (answered === 0) throw new NobodyAnswered(matches);
    await this.store(query, found);
    return { matches, isPartial: silent > 0 };
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

  private async store(query: string, found: SourcedMatch[]): Promise<void> {
    const storing = async () => {
      await this.instruments.save(found);
      if (isISIN(query)) await this.instruments.tellIsin(query, this.foundByIsin(found));
    };
    try {
      await withDeadline(storing(), STORE_DEADLINE_MS, 'storing instruments');
    } catch (error) {
      this.logger.warn(`${found.length} instruments were not stored: ${String(error)}`);
    }
  }

  private foundByIsin(found: readonly SourcedMatch[]): string[] {
    const knowing = this.providers.inOrder.flatMap(({ name, findsIsins }): string[] =>
      findsIsins ? [name] : [],
    );
    return found.filter(({ source }) => knowing.includes(source)).map(({ symbol }) => symbol);
  }

  /** Of the sources in use only: what the simulated market lists is nothing to an installation without it. */
  private async fromStore(query: string): Promise<SourcedMatch[]> {
    try {
      return await withDeadline(
        this.instruments.find(query, this.sources),
        STORE_DEADLINE_MS,
        'stored instruments',
      );
    } catch (error) {
      this.logger.warn(`stored instruments: ${String(error)}`);
      return [];
    }
  }
}
