import { takeShare } from '../model/basis';
import type { Basis } from '../model/basis';
import { inBase } from '../book/line-money';
import type { Book } from '../book/book';
import { applyStandaloneCharges } from '../book/charges';
import { Exact, ONE, roundQuantity, ZERO } from '../model/exact';
import { shareOfOwn } from '../model/lot';
import type { Lot } from '../model/lot';
import type { Position, TakenLot } from '../book/position';
import { realise } from '../book/realise';
import type { Split } from '../plan/splits';
import type { MergerLine, SpinOffLine } from '../model/transaction';

/** Splits every lot of a symbol, in all accounts and under way; costs stay. */
export function applySplit(book: Book, split: Split): void {
  for (const position of book.positionsOf(split.symbol)) {
    if (position.lots.length === 0) continue;
    book.touch(position, true);
    // A ratio that only counts in the factor changes the shares of today that are held, and nothing else.
    if (!split.changesQuantities) continue;
    for (const lot of position.lots) {
      lot.quantity = roundQuantity(lot.quantity.times(split.numerator).div(split.denominator));
    }
    position.recount();
  }
}

/** Gives `into` for what is held, and moves its share of each lot's cost there; days are kept. */
export function applySpinOff(book: Book, line: SpinOffLine): void {
  const from = book.position(line.accountId, line.symbol);
  const into = book.position(line.accountId, line.into);
  const share = new Exact(line.costShare);
  const shareNumber = share.toNumber();
  const ratio = ratioOf(line.ratioN, line.ratioD);
  if (from.lots.length > 0) {
    book.touch(from, true);
    const moved = movedBases(from, share);
    const lots = from.lots.map((lot, i): Lot => ({
      ...lot,
      bookedDay: line.day,
      quantity: roundQuantity(lot.quantity.times(ratio)),
      currency: from.currencyOf(lot),
      own: shareOfOwn(lot.own, shareNumber),
      basis: moved[i]!,
    }));
    for (const lot of from.lots) lot.own = shareOfOwn(lot.own, 1 - shareNumber);
    writeMove(book, line, lots);
    for (const lot of lots) book.add(into, lot, true);
  }
  applyStandaloneCharges(book, line);
}

/** Exchanges all that is held: the stock part keeps cost and day, the cash part is a disposal of its share by value. */
export function applyMerger(book: Book, line: MergerLine): void {
  const from = book.position(line.accountId, line.symbol);
  if (from.lots.length > 0) {
    book.touch(from, true);
    const ratio = line.into === undefined ? ZERO : ratioOf(line.ratioN, line.ratioD);
    const oldestDay = from.lots[0]!.day;
    const lots = from.take(from.quantity);
    const cashPart = applyMergerCash(book, line, from, lots, ratio, oldestDay);
    if (line.into !== undefined) {
      const into = book.position(line.accountId, line.into);
      const exchanged = lots.map((lot): Lot => ({
        ...lot,
        bookedDay: line.day,
        quantity: roundQuantity(lot.quantity.times(ratio)),
        own: shareOfOwn(lot.own, 1 - cashPart),
      }));
      writeMove(book, line, exchanged);
      for (const lot of exchanged) book.add(into, lot, true);
    }
  }
  applyStandaloneCharges(book, line);
}

/** Books the cash of a merger; takes its part of the cost out of the lots and returns that part (0 to 1). */
function applyMergerCash(
  book: Book,
  line: MergerLine,
  from: Position,
  lots: readonly TakenLot[],
  ratio: Exact,
  oldestDay: number,
): number {
  const perShare = book.major(line, line.cashPerShare);
  if (perShare.isZero()) return line.into === undefined ? 1 : 0;
  const rate = book.rateOf(line);
  const quantity = lots.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
  const amount = perShare.times(quantity);
  const received = inBase(amount, rate);
  const byValue = line.into === undefined ? ONE : cashPartOf(book, line, lots, ratio, received);
  const part = byValue ?? costPartOf(lots, received);
  const disposed = lots.map((lot): TakenLot => ({
    ...lot,
    quantity: byValue?.lt(ONE) ? roundQuantity(lot.quantity.times(part)) : lot.quantity,
    basis: takeShare(lot.basis, part, ONE),
  }));
  if (!byValue) for (const { basis } of [...lots, ...disposed]) basis.cost = basis.baseCost = null;
  realise(book, line, from, disposed, { amount, rate }, oldestDay);
  book.entry(line, {
    symbol: line.symbol,
    flow: book.isCashTracked(line.accountId) ? 0 : -received,
    held: received,
    cash: book.moveCash(line, line.accountId, amount, rate),
    symbolFlow: -received,
  });
  return part.toNumber();
}

/** The cash part of a merger by value, from the worth of the new shares; null where that is not known. */
function cashPartOf(
  book: Book,
  line: MergerLine,
  lots: readonly Lot[],
  ratio: Exact,
  received: number,
): Exact | null {
  const { into, intoWorth } = line;
  const stock = lots.reduce((sum, lot) => {
    const quantity = lot.quantity.times(ratio);
    if (intoWorth !== undefined) return sum + quantity.toNumber() * (intoWorth ?? NaN);
    return sum + book.valueAtClose(into!, { ...lot, quantity, own: { ...lot.own, price: NaN } });
  }, 0);
  const part = received / (received + stock);
  return Number.isFinite(part) ? new Exact(part) : null;
}

/**
 * The part of what lots stand at that cash pays back. Where nothing tells the worth of the new shares, they are valued at
 * what is left of it; what either cost is not known then.
 */
function costPartOf(lots: readonly Lot[], received: number): Exact {
  const part = received / lots.reduce((sum, { basis }) => sum + basis.mark.base, 0);
  return Number.isNaN(part) ? ZERO : new Exact(Math.min(part, 1));
}

/** The share of each lot's basis that moves. */
function movedBases(from: Position, share: Exact): Basis[] {
  if (!from.pool) return from.lots.map((lot) => takeShare(lot.basis, share, ONE));
  const pool = takeShare(from.pool, share, ONE);
  let left = from.quantity;
  return from.lots.map(({ quantity }) => {
    const basis = takeShare(pool, quantity, left);
    left = left.minus(quantity);
    return basis;
  });
}

/** Shares that become others leave the one symbol and enter the other at their share of the window's basis. */
function writeMove(book: Book, line: SpinOffLine | MergerLine, lots: readonly Lot[]): void {
  const movedBasis = lots.reduce((sum, { basis }) => sum + basis.mark.base, 0);
  const accountMovedBasis = lots.reduce((sum, { basis }) => sum + basis.accountMark.base, 0);
  const moved = lots.reduce((sum, lot) => sum + book.valueAtClose(line.into!, lot), 0);
  const away = { movedBasis: -movedBasis, accountMovedBasis: -accountMovedBasis, moved: -moved };
  book.entry(line, { symbol: line.symbol, ...away });
  book.entry(line, { symbol: line.into!, movedBasis, accountMovedBasis, moved });
}

function ratioOf(numerator: string | undefined, denominator: string | undefined): Exact {
  return new Exact(numerator ?? 1).div(denominator ?? 1);
}
