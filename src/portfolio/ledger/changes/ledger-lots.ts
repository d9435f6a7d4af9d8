import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../../common/calendar/day-length';
import { Clock } from '../../../common/clock';
import { mapInTurns } from '../../../common/in-turns';
import type { Account } from '../../accounts/account';
import type { Asset } from '../../portfolio';
import { Computations } from '../../threads/computations';
import type { Entry } from '../../transactions/entry';
import { toLine } from '../../transactions/to-line';
import { linesTiedTo, namedSymbols } from './affected-symbols';
import { LedgerChange, LedgerView, madeBy } from './ledger-change';
import { LedgerRates } from '../reading/ledger-rates';
import { LedgerRowsRepository } from '../store/ledger-rows.repository';
import { impossibleLedger } from '../ledger.errors';
import { MergerLedger, MergerWorths } from '../mergers/merger-worths';
import { PriceBasisFinder } from '../price-bases/price-bases';
import { LedgerEvents } from '../reading/ledger-events';
import { lastDay } from '../last-day';
import { mergeAssets } from '../to-assets';
import { toLedgerAccount } from '../to-ledger-account';

/** Replays what a change touches: refuses an impossible ledger, and tells which lots are open after it. */
@Injectable()
export class LedgerLots {
  constructor(
    private readonly rows: LedgerRowsRepository,
    private readonly rates: LedgerRates,
    private readonly events: LedgerEvents,
    private readonly bases: PriceBasisFinder,
    private readonly worths: MergerWorths,
    private readonly computations: Computations,
    private readonly clock: Clock,
  ) {}

  /**
   * The portfolio's assets after a change; undefined where no lot can differ.
   * @throws DomainError `ledger.oversold`, `ledger.lot_used_up`, `ledger.unequal_transfer`, `ledger.no_cash_account`
   */
  async assetsAfter(view: LedgerView, change: LedgerChange): Promise<Asset[] | undefined> {
    const { add = [], remove = [], isOfAllSymbols = false, ofSymbols = [] } = change;
    if (add.length === 0 && remove.length === 0 && !isOfAllSymbols && ofSymbols.length === 0)
      return undefined;
    const accounts = accountsAfter(view, change);
    const { user_id, currency: before } = view.ledger.portfolio;
    const currency = change.content?.currency ?? before;
    const { symbols, lines } = await this.linesAfter(view, change);
    const lots = await this.openAssets(lines, accounts, { currency, user_id }, change);
    if (isOfAllSymbols)
      return mergeAssets(view.ledger.portfolio.assets, new Set(symbolsIn(view, symbols)), lots);
    return mergeAssets(view.ledger.portfolio.assets, symbols, lots);
  }

  private async linesAfter({ ledger }: LedgerView, change: LedgerChange) {
    const { add = [], remove = [], isOfAllSymbols, ofSymbols = [] } = change;
    const gone = new Set(remove.map(({ entry }) => entry.id));
    const named = namedSymbols([...add, ...remove.map(({ entry }) => entry)]);
    const changed = new Set([...named, ...ofSymbols]);
    const { symbols, lines } = isOfAllSymbols
      ? { symbols: changed, lines: await this.rows.lines(ledger) }
      : await linesTiedTo(changed, (names) => this.rows.linesOf(ledger, names));
    const after = [...lines.filter(({ id }) => !gone.has(id)), ...add].sort((a, b) => a.seq - b.seq);
    return { symbols: new Set([...symbols, ...namedSymbols(after)]), lines: after };
  }

  private async openAssets(
    entries: readonly Entry[],
    accounts: readonly Account[],
    ledger: MergerLedger,
    change: LedgerChange,
  ): Promise<Asset[]> {
    if (entries.length === 0) return [];
    const [rates, events] = await Promise.all([
      this.rates.of(entries, ledger.currency),
      this.events.of([...namedSymbols(entries)]),
    ]);
    const [{ adjusted }, worths] = await Promise.all([
      this.bases.of(entries, events),
      this.worths.of(entries, events, ledger),
    ]);
    const answer = await this.computations.openAssets({
      baseCurrency: ledger.currency,
      accounts: accounts.map(toLedgerAccount),
      lines: await mapInTurns(entries, (entry) =>
        toLine(entry, adjusted.get(entry.id), worths.get(entry.id)),
      ),
      events,
      rates,
      toDay: lastDay(entries, Math.floor(this.clock.now().getTime() / DAY_MS)),
    });
    if (answer.problem)
      throw impossibleLedger(
        answer.problem,
        answer.open,
        change.placeOf ?? (() => undefined),
        madeBy(change),
      );
    return answer.assets;
  }
}

function accountsAfter(
  { accounts }: LedgerView,
  { addAccounts = [], removeAccounts = [] }: LedgerChange,
): Account[] {
  const gone = new Set(removeAccounts.map(({ account }) => account.id));
  return [...accounts.map(({ account }) => account).filter(({ id }) => !gone.has(id)), ...addAccounts];
}

function symbolsIn({ ledger }: LedgerView, symbols: ReadonlySet<string>): string[] {
  return [...symbols, ...ledger.portfolio.assets.map(({ symbol }) => symbol)];
}
