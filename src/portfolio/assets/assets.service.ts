import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Owner } from '../../common/identity/owner';
import { mainAccount } from '../accounts/account';
import { renamedTo } from '../currency/base-currency';
import { BaseCurrencyService } from '../currency/base-currency.service';
import type { LedgerChange, LedgerView } from '../ledger/changes/ledger-change';
import { ledgerBusy } from '../ledger/ledger.errors';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { LedgersRepository } from '../ledger/store/ledgers.repository';
import { LedgerRowsRepository } from '../ledger/store/ledger-rows.repository';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { MOST_ASSETS } from '../dto/asset.dto';
import { Asset, Portfolio, PortfolioChange, Purchase, Replacement } from '../portfolio';
import { hasLedger, tooManyAssets } from '../portfolio.errors';
import { ExactLot, exactLots } from './exact-lots';
import { replacedLots } from './replaced-lots';
import { replacingBuys } from './replacing-buys';
import { toBuys } from './to-buys';

/** Overtaken so often in a row, there are too many writers. */
const MOST_ATTEMPTS = 30;

/** The seed's `assets` as what they are: buys in the account Main. */
@Injectable()
export class AssetsService {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly rows: LedgerRowsRepository,
    private readonly base: BaseCurrencyService,
    private readonly ledgers: LedgersRepository,
    private readonly books: LedgerBooks,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts purchases in the place of those there are, and sets name and currency with them. Lots that are the same stay as
   * they are booked; where all are, whatever else the ledger holds stays too. With a changed currency prices are
   * taken as of the old one, and told at the rates of their days, unless `convert` is false.
   * @throws DomainError `portfolio.has_ledger` where the ledger holds anything but such purchases, `portfolio.no_exchange_rate`
   */
  async replace(
    owner: Owner,
    portfolioId: string,
    { assets, convert = true, ...content }: PortfolioChange & { assets: Replacement[] },
    version?: number,
  ): Promise<Portfolio> {
    const build = async (view: LedgerView): Promise<LedgerChange> => {
      const { ledger } = view;
      const lots = replacedLots(assets, ledger.portfolio.assets);
      if (lots.length === ledger.portfolio.assets.length && lots.every(({ isSame }) => isSame))
        return this.withTheSameLots(view, content, convert);
      const remove = await this.rows.stored(ledger);
      if (remove.some(({ entry }) => entry.origin !== 'assets')) throw hasLedger();
      const change = { from: ledger.portfolio.currency, to: content.currency ?? ledger.portfolio.currency };
      const main = this.main(view);
      const at = this.clock.now();
      const currency = convert ? change.from : change.to;
      const entries = new Map(remove.map(({ entry }) => [entry.id, entry]));
      const keepsCurrency = convert || change.from === change.to;
      const terms = { accountId: main.account.id, currency, at, keepsCurrency };
      const add = replacingBuys(lots, entries, ledger, terms);
      if (currency !== change.to) await this.base.ratesOf(add, change);
      if (main.account.currency === change.to) return { add, remove, content };
      const renamed = renamedTo(main.account, change.to, at);
      return { add, remove, content, addAccounts: [renamed], removeAccounts: [main] };
    };
    return (await this.writer.change(owner, portfolioId, build, version)).portfolio;
  }

  /**
   * Adds purchases to whatever the ledger holds.
   * @throws DomainError `portfolio.too_many_assets`
   */
  async append(owner: Owner, portfolioId: string, assets: Purchase[], version?: number): Promise<Portfolio> {
    const build = (view: LedgerView): Promise<LedgerChange> => {
      const { portfolio } = view.ledger;
      if (portfolio.assets.length + assets.length > MOST_ASSETS) throw tooManyAssets(MOST_ASSETS);
      const { account } = this.main(view);
      const { currency } = portfolio;
      const add = toBuys(assets, view.ledger, { accountId: account.id, currency, at: this.clock.now() });
      return Promise.resolve({ add });
    };
    return (await this.writer.change(owner, portfolioId, build, version)).portfolio;
  }

  /**
   * The lots of one revision of the ledger, with the digits that a double cannot carry.
   * @throws DomainError `portfolio.not_found`, `portfolio.busy`, `ledger.busy`
   */
  async exported(
    owner: Owner,
    portfolioId: string,
  ): Promise<{ assets: Asset[]; exact: Map<string, ExactLot> }> {
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const book = await this.books.of(owner, portfolioId);
      const assets = await this.ledgers.assetsAt(book.read.ledger);
      if (assets) return { assets, exact: exactLots(book) };
    }
    throw ledgerBusy();
  }

  /** Whatever else the ledger holds. */
  private async withTheSameLots(
    view: LedgerView,
    content: Omit<PortfolioChange, 'assets' | 'convert'>,
    convert: boolean,
  ): Promise<LedgerChange> {
    const { currency } = content;
    if (currency === undefined || currency === view.ledger.portfolio.currency) return { content };
    return { ...(await this.base.change(view, currency, convert)), content, isOfAllSymbols: true };
  }

  private main({ accounts }: LedgerView) {
    const main = mainAccount(accounts.map(({ account }) => account));
    return accounts.find(({ account }) => account === main)!;
  }
}
