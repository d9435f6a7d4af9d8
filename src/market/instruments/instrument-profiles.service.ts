import { Cache } from '@nestjs/cache-manager';
import { Injectable, Logger } from '@nestjs/common';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { inParallel } from '../../common/in-parallel';
import { InstrumentChanges } from '../changes/instrument-changes';
import { marketUnavailable, NoPricesReason, nothingTold } from '../model/market.errors';
import type { ProviderProfile } from '../providers/market-data-provider';
import { withoutHurry } from '../providers/call-purpose';
import { MarketProviders } from '../providers/market-providers';
import { answerKindOf } from '../providers/provider-error';
import { InstrumentsRepository } from '../search/instruments.repository';

/** What is told of an instrument, and who tells it. */
export interface InstrumentProfile extends ProviderProfile {
  source: string;
}

/** What was found: a profile, or why there is none. */
type Found = { profile: InstrumentProfile } | { reason: NoPricesReason };

const KEPT_MS = 86_400_000;
const NOTHING_KEPT_MS = 600_000;
/** Of one question: the rest is asked for with the next. */
const ASKED_BEHIND = 20;
const AT_ONCE = 2;

/** What instruments are: name, exchange, sector, country. Answers are kept for a day, since each costs a call. */
@Injectable()
export class InstrumentProfilesService {
  private readonly logger = new Logger(InstrumentProfilesService.name);
  private readonly asked = new Set<string>();

  constructor(
    private readonly providers: MarketProviders,
    private readonly cache: Cache,
    private readonly instruments: InstrumentsRepository,
    private readonly changes: InstrumentChanges,
  ) {}

  /** @throws DomainError `market.unknown_symbol`, `market.no_currency`, `market.no_data`, `market.unavailable` */
  async profile(symbol: string): Promise<InstrumentProfile> {
    const found = await this.cache.wrap(this.keyOf(symbol), () => this.find(symbol), {
      ttl: (value: Found) => ('profile' in value ? KEPT_MS : NOTHING_KEPT_MS),
    });
    if ('profile' in found) {
      const { profile } = found;
      return { ...profile, isin: profile.isin ?? (await this.instruments.isinOf(symbol)) };
    }
    throw nothingTold(symbol, [found.reason]);
  }

  /** What is known by now of some symbols, without waiting for providers; those that are not are asked for behind the answer. */
  async known(symbols: readonly string[]): Promise<Map<string, InstrumentProfile>> {
    const wanted = [...new Set(symbols)].filter((symbol) => !isPrivateSymbol(symbol));
    if (wanted.length === 0) return new Map();
    const answers = await this.cache.mget<Found>(wanted.map((symbol) => this.keyOf(symbol)));
    const unknown = wanted.filter((_, i) => !answers[i]);
    this.askBehind(unknown);
    return new Map(
      wanted.flatMap((symbol, i) => {
        const found = answers[i];
        return found && 'profile' in found ? [[symbol, found.profile] as const] : [];
      }),
    );
  }

  /** What one set of providers tells is not what another would. */
  private keyOf(symbol: string): string {
    const providers = this.providers.inOrder.map(({ name }) => name).join('+');
    return ['profile', providers, this.changes.memoryKey(symbol)].join(':');
  }

  private askBehind(symbols: readonly string[]): void {
    const asking = symbols.filter((symbol) => !this.asked.has(symbol)).slice(0, ASKED_BEHIND);
    for (const symbol of asking) this.asked.add(symbol);
    void inParallel(asking, AT_ONCE, async (symbol) => {
      try {
        await withoutHurry(() => this.profile(symbol));
      } catch (error) {
        this.logger.debug(`what ${symbol} is was not told: ${String(error)}`);
      } finally {
        this.asked.delete(symbol);
      }
    });
  }

  /** From the first provider that tells. @throws DomainError `market.unavailable`, so that it is not kept */
  private async find(symbol: string): Promise<Found> {
    let reason: NoPricesReason | undefined;
    let failed = false;
    for (const provider of this.providers.inOrder) {
      if (!provider.lists(symbol)) continue;
      try {
        return { profile: { ...(await provider.profile(symbol)), source: provider.name } };
      } catch (error) {
        const told = answerKindOf(error);
        if (told) reason ??= told;
        else failed = true;
      }
    }
    if (failed) throw marketUnavailable(symbol, 5);
    return { reason: reason ?? 'unknown_symbol' };
  }
}
