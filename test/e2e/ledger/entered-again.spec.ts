import { DOLLAR_LINES, EURO_LINES } from '../../../src/embedded/demo-life';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

type Line = Record<string, unknown>;

/** What the product adds to a line. */
const OWN = new Set(['id', 'seq', 'origin', 'version', 'created_at', 'updated_at', 'account_id']);
describe('a ledger that is read line by line and entered again', () => {
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  const opened = async () => {
    const ledger = await openLedger(running, ada);
    const depot = await ledger.account({ name: 'Depot', tracks_cash: true });
    const euros = await ledger.account({
      name: 'Euros',
      currency: 'EUR',
      tracks_cash: true,
      cost_method: 'average',
    });
    return {
      ledger,
      names: new Map([
        [depot, 'Depot'],
        [euros, 'Euros'],
      ] as const),
      depot,
      euros,
    };
  };

  const linesOf = async ({ get }: LedgerUnderTest) => {
    const lines: Line[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/transactions?sort=created&limit=10${cursor}`).expect(200);
      lines.push(...(body.items as Line[]));
      cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : '';
    } while (cursor);
    return lines;
  };

  const contentOf = (line: Line) =>
    Object.fromEntries(Object.entries(line).filter(([name, value]) => !OWN.has(name) && value !== null));

  /** All that is told of it, with names in the place of ids. */
  const toldOf = async (ledger: LedgerUnderTest, names: ReadonlyMap<string, string>) => {
    const paths = [
      '/lots?limit=100',
      '/realised?limit=100',
      '/income?by=symbol',
      '/cash',
      '/attribution?by=symbol',
    ];
    const bodies: unknown[] = [];
    for (const path of paths) bodies.push((await ledger.get(path).expect(200)).body);
    const named = (_key: string, value: unknown) =>
      typeof value === 'string'
        ? value.replace(/\b[0-9a-f]{24}\b/g, (id) => names.get(id) ?? 'a line')
        : value;
    return JSON.parse(JSON.stringify(bodies, named)) as object[];
  };

  it('is the same, also with the days the other way round; its lots add up to its assets', async () => {
    const first = await opened();
    const items = [
      ...DOLLAR_LINES.map((line) => ({ ...line, account_id: first.depot })),
      ...EURO_LINES.map((line) => ({ ...line, account_id: first.euros })),
    ];
    await first.ledger.post('/transactions', { items }).expect(201);
    const told = await toldOf(first.ledger, first.names);
    const lines = await linesOf(first.ledger);
    expect(lines).toHaveLength(items.length);

    for (const isReversed of [false, true]) {
      const again = await opened();
      const byName = new Map([...again.names].map(([id, name]) => [name, id]));
      const entered = lines.map((line) => ({
        ...contentOf(line),
        account_id: byName.get(first.names.get(line.account_id as string)!),
      }));
      const days = [...new Set(lines.map(({ date }) => date as string))].sort().reverse();
      const reversed = days.flatMap((day) => entered.filter((_, i) => lines[i]!.date === day));
      await again.ledger.post('/transactions', { items: isReversed ? reversed : entered }).expect(201);
      expect(await toldOf(again.ledger, again.names)).toEqual(told);
      const byDay = (one: Line[]) =>
        one
          .map(contentOf)
          .map((line) => JSON.stringify(Object.entries(line).sort()))
          .sort();
      expect(byDay(await linesOf(again.ledger))).toEqual(byDay(lines));
    }

    const { assets } = (await first.ledger.get('').expect(200)).body as {
      assets: { symbol: string; quantity: number }[];
    };
    const lots = (told[0] as { items: { symbol: string; quantity: number }[] }).items;
    const sums = (list: { symbol: string; quantity: number }[]) =>
      list.reduce<Record<string, number>>((all, { symbol, quantity }) => {
        return { ...all, [symbol]: (all[symbol] ?? 0) + quantity };
      }, {});
    expect(sums(assets)).toEqual(sums(lots));
  });
});
