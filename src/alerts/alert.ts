export const ALERT_CONDITIONS = ['above', 'below'] as const;
export type AlertCondition = (typeof ALERT_CONDITIONS)[number];

export const ALERT_STATES = ['active', 'fired'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** A user's wish to hear of a price once. `above` fires at `price` or more, `below` at `price` or less. */
export interface Alert {
  id: string;
  user_id: string;
  symbol: string;
  condition: AlertCondition;
  /** in `currency` */
  price: number;
  /** the currency, or the unit that the exchange quotes in; null while nobody has told it, which is then the quoted one */
  currency: string | null;
  state: AlertState;
  fired_at: Date | null;
  fired_price: number | null;
  created_at: Date;
}
