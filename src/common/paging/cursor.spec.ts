import { decodeCursor, LONGEST_PAGE, pageOf } from './cursor';

const rowsOf = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) => ({
    created_at: new Date(2e12 - i),
    id: i.toString(16).padStart(24, '0'),
    text: 'x'.repeat(length),
  }));

describe('pageOf', () => {
  it('cuts at the limit and tells where to go on', () => {
    const page = pageOf(rowsOf(4, 1), { limit: 3 }, ({ id }) => id);
    expect(page.items).toHaveLength(3);
    expect(page.next_cursor).not.toBeNull();
    expect(pageOf(rowsOf(3, 1), { limit: 3 }, ({ id }) => id).next_cursor).toBeNull();
  });

  it('cuts earlier where items are large, and goes on after the last one shown', () => {
    const page = pageOf(rowsOf(10, LONGEST_PAGE / 4), { limit: 10 }, (row) => row);
    expect(page.items).toHaveLength(3);
    expect(Buffer.from(page.next_cursor!, 'base64url').toString()).toContain(page.items[2]!.id);
  });

  it('shows one item however large it is', () => {
    const page = pageOf(rowsOf(2, 2 * LONGEST_PAGE), { limit: 10 }, (row) => row);
    expect(page.items).toHaveLength(1);
    expect(page.next_cursor).not.toBeNull();
  });
});

describe('a cursor', () => {
  const id = 'a'.repeat(24);
  const written = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

  it('leads back to where the page ended, in the order of the page', () => {
    const rows = [
      { id, full_name: 'Ada|Ünal "x"', last_login: null },
      { id: 'b'.repeat(24), full_name: 'Bo', last_login: new Date(5) },
    ];
    const cursorBy = (sort: 'full_name' | '-last_login') =>
      pageOf(rows, { limit: 1, sort }, (row) => row).next_cursor!;
    expect(decodeCursor(cursorBy('full_name'), 'full_name')).toEqual({ id, value: 'Ada|Ünal "x"' });
    expect(decodeCursor(cursorBy('-last_login'), '-last_login')).toEqual({ id, value: null });
  });

  it.each([
    ['of another order', written('created_at', 5, id)],
    ['with another kind of value', written('-created_at', 'x', id)],
    ['with a moment that is none', written('-created_at', 1e300, id)],
    ['without a value', written('-created_at', null, id)],
    ['without an id', written('-created_at', 5, 'x')],
    ['that is no list', Buffer.from('{}').toString('base64url')],
    ['that is no JSON', 'nonsense'],
  ])('%s is refused', (_, cursor) => {
    expect(() => decodeCursor(cursor, '-created_at')).toThrow('not one that this list gave');
  });
});
