import { SystemClock } from '../../../common/clock';
import { asOwner } from '../../../common/identity/owner';
import type { Computations } from '../../threads/computations';
import { LedgerBooks } from './ledger-books';
import type { LedgerReader } from './ledger-reader';

describe('the books of a ledger', () => {
  it('are made again when the new shares of a merger are worth something else', async () => {
    let worth: number | null = null;
    const reader = {
      read: () =>
        Promise.resolve({ ledger: { revision: 1 }, events: [], worths: new Map([['merger', worth]]) }),
      orderOf: () => ({ toDay: 19_000 }),
    } as unknown as LedgerReader;
    const bookFigures = jest.fn(() => Promise.resolve({}));
    const books = new LedgerBooks(reader, { bookFigures } as unknown as Computations, new SystemClock());
    await books.of(asOwner('ada'), 'p');
    await books.of(asOwner('ada'), 'p');
    expect(bookFigures).toHaveBeenCalledTimes(1);
    worth = 180;
    await books.of(asOwner('ada'), 'p');
    expect(bookFigures).toHaveBeenCalledTimes(2);
  });
});
