import type { LedgerAccount } from '../model/account';
import { basisOfCost, toNumber } from '../model/basis';
import type { Basis } from '../model/basis';
import { Exact, ONE, ZERO } from '../model/exact';
import type { LedgerLog } from './ledger-log';
import { majorUnitOf } from '../model/minor-units';
import type { Rates } from '../plan/rates';
import type { Transaction } from '../model/transaction';

/** A line's rate into the base currency, and the major currency it is of. */
export interface LineRate {
  readonly currency: string;
  readonly exact: Exact | null;
  /** NaN without a rate. */
  readonly number: number;
}

/** Reads the money of lines: in major units, with the rate each line converts at. */
export class LineMoney {
  constructor(
    private readonly accounts: ReadonlyMap<string, LedgerAccount>,
    private readonly rates: Rates,
    private readonly log: LedgerLog,
  ) {}

  /** The rate a line converts at: its own, else the market's. A line that needs one and has none is written down. */
  rateOf(line: Transaction, isNeeded = true): LineRate {
    const { currency, unitsPerMajor } = majorUnitOf(this.currencyOf(line));
    const market = this.rates.exactOn(currency, line.day);
    let exact = market;
    if (line.fxRate !== undefined) {
      exact = new Exact(line.fxRate);
      if (unitsPerMajor > 1 && isOfMinorUnit(exact, unitsPerMajor, market))
        exact = exact.times(unitsPerMajor);
    }
    if (exact === null && isNeeded) this.log.unrated.push({ lineId: line.id, day: line.day });
    return { currency, exact, number: exact === ONE ? 1 : toNumber(exact) };
  }

  /** A number of a line in its major currency; 0 where it is left out. */
  major(line: Transaction, text: string | undefined): Exact {
    if (text === undefined) return ZERO;
    const { unitsPerMajor } = majorUnitOf(this.currencyOf(line));
    const amount = new Exact(text);
    return unitsPerMajor === 1 ? amount : amount.div(unitsPerMajor);
  }

  private currencyOf(line: Transaction): string {
    return line.currency ?? this.accounts.get(line.accountId)!.currency;
  }
}

/** An amount in a line's currency as a double in base currency; nothing is nothing at any rate. */
export function inBase(amount: Exact, rate: LineRate): number {
  return amount.isZero() ? 0 : amount.toNumber() * rate.number;
}

/** A basis of money paid at a line's rate. */
export function basisPaid(cost: Exact, rate: LineRate): Basis {
  return basisOfCost(rate.currency, cost, rate.exact === ONE ? cost : rate.exact && cost.times(rate.exact));
}

/**
 * A broker may state the rate of a minor unit itself. Rates are of the major unit unless the market's rate of the day is
 * closer (in ratio) to the other reading.
 */
function isOfMinorUnit(rate: Exact, unitsPerMajor: number, market: Exact | null): boolean {
  if (market === null) return false;
  const asMajor = Math.abs(Math.log(rate.toNumber() / market.toNumber()));
  const asMinor = Math.abs(Math.log((rate.toNumber() * unitsPerMajor) / market.toNumber()));
  return asMinor < asMajor;
}
