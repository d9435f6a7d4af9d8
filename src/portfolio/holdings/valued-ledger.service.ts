import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Owner } from '../../common/identity/owner';
import type { InstrumentProfile } from '../../market/instruments/instrument-profiles.service';
import { InstrumentProfilesService } from '../../market/instruments/instrument-profiles.service';
import type { Quote } from '../../market/model/quote';
import { QuotesService } from '../../market/quotes/quotes.service';
import type { Account } from '../accounts/account';
import { namedAccount } from '../accounts/named-account';
import { pairsBetween } from '../currency/spot-rates';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import type { PortfolioHead } from '../portfolio';
import { heldLot } from './held-lots';
import type { HeldLot } from './held-lots';

/** What a portfolio holds, with the newest prices and what is known of its instruments. */
export interface ValuedLedger {
  readonly portfolio: PortfolioHead;
  readonly accounts: readonly Account[];
  readonly lots: readonly HeldLot[];
  /** tracked cash */
  readonly cash: readonly { accountId: string; currency: string; balance: number }[];
  /** of what is held and of the exchange rates */
  readonly quotes: ReadonlyMap<string, Quote>;
  readonly profiles: ReadonlyMap<string, InstrumentProfile>;
  readonly now: Date;
}

/** Brings lots, cash, newest prices and instruments together. */
@Injectable()
export class ValuedLedgersService {
  constructor(
    private readonly books: LedgerBooks,
    private readonly quotes: QuotesService,
    private readonly profiles: InstrumentProfilesService,
    private readonly clock: Clock,
  ) {}

  /**
   * @param named id of the only account that counts; all when left out
   * @throws DomainError `portfolio.not_found`, `portfolio.busy`, `account.not_found`
   */
  async of(owner: Owner, portfolioId: string, named?: string): Promise<ValuedLedger> {
    const { read, figures } = await this.books.of(owner, portfolioId);
    const { portfolio } = read.ledger;
    const account = namedAccount(read.accounts, named);
    const isMeant = ({ accountId }: { accountId: string }) => account === undefined || accountId === account;
    const lines = new Map(read.entries.map((entry) => [entry.id, entry]));
    const lots = figures.lots.filter(isMeant).map((lot) => heldLot(lot, lines.get(lot.buyId)));
    const cash = figures.cash
      .filter(isMeant)
      .map(({ accountId, currency, balances }) => ({ accountId, currency, balance: balances.at(-1) ?? 0 }));
    const symbols = [...new Set(lots.map(({ symbol }) => symbol))];
    const [quotes, profiles] = await Promise.all([
      this.newest(
        symbols,
        cash.map(({ currency }) => currency),
        portfolio,
      ),
      this.profiles.known(symbols),
    ]);
    return { portfolio, accounts: read.accounts, lots, cash, quotes, profiles, now: this.clock.now() };
  }

  private async newest(
    symbols: string[],
    currencies: string[],
    { currency: base, user_id }: PortfolioHead,
  ): Promise<ReadonlyMap<string, Quote>> {
    const { items } = await this.quotes.quotes(symbols, user_id);
    const told = new Set([...currencies, ...items.map(({ currency }) => currency)]);
    const pairs = [...new Set([...told].flatMap((currency) => pairsBetween(currency, base)))];
    const rates = pairs.length > 0 ? (await this.quotes.quotes(pairs)).items : [];
    return new Map([...items, ...rates].map((quote) => [quote.symbol, quote]));
  }
}
