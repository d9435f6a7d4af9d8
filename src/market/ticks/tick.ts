import { Quote } from '../model/quote';

/** A quote with its place in the order of its symbol's quotes, for the whole fleet. */
export type Tick = Quote & {
  /** @example 1769803198400 */
  seq: number;
};
