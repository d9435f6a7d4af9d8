import type { DecimalText } from './transaction';

/** Who told of an event. */
export type EventSource = 'provider' | 'import' | 'administrator';

/** `denominator` shares become `numerator` before the market opens on `exDay`. */
export interface SplitEvent {
  readonly kind: 'split';
  readonly symbol: string;
  readonly exDay: number;
  /** Finite and > 0. A ratio that is not of whole numbers up to 100 changes no quantity until it is confirmed. */
  readonly numerator: number;
  readonly denominator: number;
  readonly source?: EventSource;
  /** The owner has said that it is a split. */
  readonly confirmed?: boolean;
}

/** `amount` for each share that was held at the close before `exDay`. */
export interface DividendEvent {
  readonly kind: 'dividend';
  readonly symbol: string;
  readonly exDay: number;
  readonly amount: DecimalText;
  readonly currency: string;
  readonly source?: EventSource;
}

/** What a company did to its shares, as a provider, an import or an administrator tells it. */
export type CorporateEvent = SplitEvent | DividendEvent;
