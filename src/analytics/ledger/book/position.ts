import type { CostMethod } from '../model/account';
import { addBasis, emptyBasis, takeShare } from '../model/basis';
import type { Basis } from '../model/basis';
import { Exact, ZERO } from '../model/exact';
import { shareOfOwn } from '../model/lot';
import type { Lot } from '../model/lot';
import type { NamedLot } from '../model/transaction';

/** A part of a lot that is used up or moves; its basis is its own. */
export type TakenLot = Lot;

/** The open lots of one symbol in one account, and how they are used up. */
export class Position {
  /** By day of acquisition, then in order of booking. */
  readonly lots: Lot[] = [];
  quantity: Exact = ZERO;
  /** What all lots cost together, with the `average` method; null with the others. */
  readonly pool: Basis | null;
  poolCurrency: string | null = null;

  constructor(
    readonly id: string,
    readonly accountId: string,
    readonly symbol: string,
    private readonly method: CostMethod,
  ) {
    this.pool = method === 'average' ? emptyBasis('') : null;
  }

  get isSpecific(): boolean {
    return this.method === 'specific';
  }

  /** Books a lot; with the `average` method its cost goes into the pool, in the pool's currency. */
  add(lot: Lot): void {
    let at = this.lots.length;
    while (at > 0 && this.lots[at - 1]!.day > lot.day) at--;
    if (at === this.lots.length) this.lots.push(lot);
    else this.lots.splice(at, 0, lot);
    this.quantity = this.quantity.plus(lot.quantity);
    if (!this.pool) return;
    if (this.lots.length === 1) {
      Object.assign(this.pool, emptyBasis(lot.currency));
      this.poolCurrency = lot.currency;
    }
    addBasis(this.pool, lot.basis);
    lot.basis = emptyBasis(lot.currency);
  }

  /**
   * Takes `quantity`, at most what is held, out of the book: the named lots first where the method is `specific`, then
   * by the account's method.
   */
  take(quantity: Exact, named: readonly NamedLot[] = []): TakenLot[] {
    const taken: TakenLot[] = [];
    let left = quantity;
    if (this.method === 'specific') {
      for (const { transactionId, quantity: text } of named) {
        let wanted = Exact.min(new Exact(text), left);
        for (let i = 0; i < this.lots.length && wanted.gt(ZERO);) {
          if (this.lots[i]!.buyId !== transactionId) {
            i++;
            continue;
          }
          const part = this.takeFrom(i, wanted);
          wanted = wanted.minus(part.quantity);
          left = left.minus(part.quantity);
          taken.push(part);
        }
      }
    }
    while (left.gt(ZERO)) {
      const part = this.takeFrom(this.nextLot(), left);
      left = left.minus(part.quantity);
      taken.push(part);
    }
    return taken;
  }

  /** Puts the position into a state that was taken of it before. */
  restore(lots: readonly Lot[], pool: Basis | null, poolCurrency: string | null): void {
    this.lots.splice(0, this.lots.length, ...lots);
    if (this.pool && pool) Object.assign(this.pool, pool);
    this.poolCurrency = poolCurrency;
    this.recount();
  }

  /** Adds the lots up again after their quantities were changed. */
  recount(): void {
    this.quantity = this.lots.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
  }

  /** Quantity that is left of an acquisition. */
  heldOf(buyId: string): Exact {
    return this.lots.reduce((sum, lot) => (lot.buyId === buyId ? sum.plus(lot.quantity) : sum), ZERO);
  }

  /** The basis of a lot as it stands; with the `average` method its share of the pool. */
  basisOf(lot: Lot): Basis {
    if (!this.pool) return lot.basis;
    const pool = { ...this.pool, mark: { ...this.pool.mark }, accountMark: { ...this.pool.accountMark } };
    return takeShare(pool, lot.quantity, this.quantity);
  }

  /** Currency that the costs of a lot are told in. */
  currencyOf(lot: Lot): string {
    return this.poolCurrency ?? lot.currency;
  }

  private takeFrom(index: number, atMost: Exact): TakenLot {
    const lot = this.lots[index]!;
    const whole = lot.quantity;
    const part = Exact.min(whole, atMost);
    const basis = this.pool ? takeShare(this.pool, part, this.quantity) : takeShare(lot.basis, part, whole);
    const share = part.eq(whole) ? 1 : part.toNumber() / whole.toNumber();
    const taken = {
      ...lot,
      currency: this.currencyOf(lot),
      quantity: part,
      own: shareOfOwn(lot.own, share),
      basis,
    };
    this.quantity = this.quantity.minus(part);
    if (share === 1) this.lots.splice(index, 1);
    else {
      lot.quantity = whole.minus(part);
      lot.own = shareOfOwn(lot.own, 1 - share);
    }
    return taken;
  }

  private nextLot(): number {
    if (this.method === 'lifo') return this.lots.length - 1;
    if (this.method !== 'hifo') return 0;
    let best = 0;
    for (let i = 1; i < this.lots.length; i++) if (costsMore(this.lots[i]!, this.lots[best]!)) best = i;
    return best;
  }
}

/** Whether a lot cost more per share in base currency; an unknown cost is the lowest. */
function costsMore(a: Lot, b: Lot): boolean {
  if (a.basis.baseCost === null) return false;
  if (b.basis.baseCost === null) return true;
  return a.basis.baseCost.times(b.quantity).gt(b.basis.baseCost.times(a.quantity));
}
