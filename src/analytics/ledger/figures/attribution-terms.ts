import type { Mark } from '../model/basis';
import type { Reason } from '../../figure';

/** The terms of one attribution, in base currency. They add up; null where one cannot be known, with the reason. */
export interface Attribution {
  readonly startValue: number | null;
  readonly in: number | null;
  readonly out: number | null;
  readonly priceGain: number | null;
  readonly priceGainRealised: number | null;
  readonly priceGainUnrealised: number | null;
  readonly currencyGain: number | null;
  readonly currencyGainRealised: number | null;
  readonly currencyGainUnrealised: number | null;
  readonly currencyGainCash: number | null;
  readonly income: number | null;
  readonly costs: number | null;
  readonly taxes: number | null;
  readonly endValue: number | null;
  /** What the terms leave over: 0 to the cent. */
  readonly gap: number | null;
  readonly reason: Reason | null;
}

/** What is so small a part of all that was added up is what doubles lose, and no amount. */
const ROUNDING = 1e-12;

interface Gain {
  price: number;
  currency: number;
}

/** Adds up the terms of what is measured. */
export class AttributionTerms {
  start = 0;
  end = 0;
  cashStart = 0;
  cashEnd = 0;
  cashMoved = 0;
  incoming = 0;
  outgoing = 0;
  income = 0;
  costs = 0;
  taxes = 0;
  private readonly realised: Gain = { price: 0, currency: 0 };
  private readonly unrealised: Gain = { price: 0, currency: 0 };

  addFlow(flow: number): void {
    if (flow < 0) this.outgoing -= flow;
    else this.incoming += flow;
  }

  addGain(isRealised: boolean, price: number, currency: number): void {
    const side = isRealised ? this.realised : this.unrealised;
    side.price += price;
    side.currency += currency;
  }

  /** Adds shares that are held at the end: their value, and their gain from a mark at the rates of the end. */
  addOpen(value: number, mark: Mark, rateOn: (currency: string) => number): void {
    const atRate = mark.local === 0 ? 0 : mark.local * rateOn(mark.currency);
    this.end += value;
    this.addGain(false, value - atRate, atRate - mark.base);
  }

  total(): Attribution {
    const [startValue, endValue] = [this.start + this.cashStart, this.end + this.cashEnd];
    const turnover = Math.abs(startValue) + this.incoming + this.outgoing + Math.abs(endValue);
    const settled = (amount: number) => (Math.abs(amount) < turnover * ROUNDING ? 0 : amount);
    const cashGain = settled(this.cashEnd - this.cashStart - this.cashMoved);
    const [realised, unrealised] = [this.realised, this.unrealised].map(({ price, currency }) => ({
      price: settled(price),
      currency: settled(currency),
    })) as [Gain, Gain];
    const priceGain = realised.price + unrealised.price;
    const currencyGain = realised.currency + unrealised.currency + cashGain;
    const gains = priceGain + currencyGain + this.income - this.costs - this.taxes;
    const gap = startValue + this.incoming - this.outgoing + gains - endValue;
    const terms = {
      startValue,
      in: this.incoming,
      out: this.outgoing,
      priceGain,
      priceGainRealised: realised.price,
      priceGainUnrealised: unrealised.price,
      currencyGain,
      currencyGainRealised: realised.currency,
      currencyGainUnrealised: unrealised.currency,
      currencyGainCash: cashGain,
      income: this.income,
      costs: this.costs,
      taxes: this.taxes,
      endValue,
      gap,
    };
    const known = Object.entries(terms).map(([key, value]) => [key, Number.isNaN(value) ? null : value]);
    return {
      ...(Object.fromEntries(known) as typeof terms),
      reason: Number.isNaN(gap) ? 'no_exchange_rate' : null,
    };
  }
}
