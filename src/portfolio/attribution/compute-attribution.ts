import { attributeLedger } from '../../analytics/ledger/figures/attribution';
import type { Attribution } from '../../analytics/ledger/figures/attribution-terms';
import { planLedger } from '../../analytics/ledger/plan/plan';
import { Replay } from '../../analytics/ledger/replay/replay';
import type { QuotedCloses } from '../currency/quoted-closes';
import type { PriceSourceDto } from '../dto/quality.dto';
import type { LotsOrder } from '../ledger/open-lots';
import { countedLedger } from '../performance/computing/counted-ledger';
import { joinedRates, quotedMarket } from '../performance/computing/quoted-market';

/** What is asked of a ledger and its prices; can be handed to a thread. */
export interface AttributionOrder {
  readonly ledger: LotsOrder;
  readonly closes: ReadonlyMap<string, QuotedCloses>;
  readonly sources: readonly PriceSourceDto[];
  /** null: from the first line */
  readonly fromDay: number | null;
  /** the only account that is measured; all together when left out */
  readonly account?: string;
}

/** What made the value what it is: of all that is measured, by account id, by symbol. */
export interface AttributionAnswer {
  readonly measured: Attribution;
  readonly accounts: ReadonlyMap<string, Attribution>;
  readonly symbols: ReadonlyMap<string, Attribution>;
}

/** Symbols without any price are left out, as of a performance. */
export function computeAttribution({
  ledger,
  closes,
  sources,
  fromDay,
  account,
}: AttributionOrder): AttributionAnswer {
  const market = quotedMarket(closes, sources);
  const { lines } = countedLedger(ledger, (symbol) => market.prices.has(symbol));
  const rates = joinedRates(market.rates, ledger.rates);
  const plan = planLedger({ ...ledger, lines, prices: market.prices, rates, oversold: 'report' });
  const startDay = fromDay === null ? undefined : fromDay - 1;
  const whole = attributeLedger(plan, fromDay, ledger.toDay, new Replay(plan, true), startDay);
  if (account === undefined) {
    return { measured: whole.portfolio, accounts: whole.accounts, symbols: whole.symbols };
  }
  const measured = whole.accounts.get(account)!;
  return { measured, accounts: new Map([[account, measured]]), symbols: whole.symbolsOf.get(account)! };
}
