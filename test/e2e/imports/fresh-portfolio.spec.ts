import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { ImportUnderTest, readImport, settledImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { closesFrom, yahooMarket } from '../../support/outside/yahoo-market';

const everyDay = (close: number) => closesFrom('2023-12-01', new Date().toISOString().slice(0, 10), close);

const MARKET = {
  ONE: { closes: everyDay(110) },
  TWO: { currency: 'EUR', closes: everyDay(60) },
  'EURUSD=X': { closes: everyDay(1.25) },
};

const CASH = { name: 'Cash A', currency: 'USD', tracks_cash: true, dividends: 'off' };
const AVERAGE = {
  name: '=Depot, "ä"',
  broker: "+B'",
  currency: 'EUR',
  cost_method: 'average',
  tracks_cash: true,
};
const SPECIFIC = { name: 'Chosen', currency: 'USD', cost_method: 'specific' };
const ALL = { accounts: [{ name: null, create: true }] };
const FIGURES = [
  '/holdings',
  '/cash',
  '/realised',
  '/income?by=symbol',
  '/lots',
  '/attribution?by=account',
  '/performance',
];

describe('a whole ledger of several accounts', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    standIn = await startProviderStandIn(yahooMarket(MARKET));
    running = await startApp({ MARKET_PROVIDERS: 'yahoo-finance', YAHOO_BASE_URL: standIn.url });
    ada = await registerUser(running);
    ledger = await openLedger(running, ada);
    const cash = await ledger.account(CASH);
    const average = await ledger.account(AVERAGE);
    const specific = await ledger.account(SPECIFIC);
    const buy = { type: 'buy', symbol: 'TWO', currency: 'EUR' };
    const { body } = await ledger
      .post('/transactions', {
        items: [
          { account_id: cash, type: 'deposit', date: '2024-01-02', amount: 10_000 },
          { account_id: cash, type: 'buy', date: '2024-01-03', symbol: 'ONE', quantity: 10, price: 100 },
          { account_id: cash, type: 'dividend', date: '2024-02-01', symbol: 'ONE', amount: 12, tax: 3 },
          {
            account_id: cash,
            type: 'transfer_out',
            date: '2024-02-02',
            amount: 1_250,
            group_id: 'across',
          },
          {
            account_id: average,
            type: 'transfer_in',
            date: '2024-02-02',
            amount: 1_000,
            currency: 'EUR',
            group_id: 'across',
          },
          { ...buy, account_id: average, date: '2024-02-05', quantity: 5, price: 50 },
          { ...buy, account_id: average, date: '2024-02-06', quantity: 5, price: 58 },
          { ...buy, account_id: average, type: 'sell', date: '2024-03-05', quantity: 4, price: 61 },
          { ...buy, account_id: specific, date: '2024-02-05', quantity: 5, price: 50, fx_rate: 1.1 },
          { ...buy, account_id: specific, date: '2024-02-06', quantity: 5, price: 58 },
          { account_id: ledger.main, type: 'buy', date: '2024-01-03', symbol: 'ONE', quantity: 3, price: 99 },
          { account_id: cash, type: 'withdrawal', date: '2024-04-02', amount: 100 },
        ],
      })
      .expect(201);
    const { id } = (
      body.items as { id: string; quantity?: number; price?: number; account_id: string }[]
    ).find(({ account_id, price }) => account_id === specific && price === 58)!;
    await ledger.line({
      account_id: specific,
      type: 'sell',
      date: '2024-03-05',
      symbol: 'TWO',
      quantity: 4,
      price: 61,
      currency: 'EUR',
      lots: [{ transaction_id: id, quantity: 4 }],
    });
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const accountsOf = async ({ get }: LedgerUnderTest) =>
    (await get('/accounts').expect(200)).body.items as { id: string; name: string }[];

  /** What is told of a ledger, with places for ids, and without when it was told. */
  const toldOf = async (told: LedgerUnderTest) => {
    const { body } = await told.get('/transactions?sort=created').expect(200);
    const ids = new Map<string, string>();
    for (const { id, name } of await accountsOf(told)) ids.set(id, name);
    for (const [place, { id }] of (body.items as { id: string }[]).entries()) ids.set(id, `line ${place}`);
    const figures: Record<string, unknown> = { lines: body };
    for (const path of FIGURES) figures[path] = (await told.get(path).expect(200)).body;
    const moments = new Set(['computed_at', 'created_at', 'updated_at', 'price_at', 'version']);
    return JSON.parse(JSON.stringify(figures), (key, value: unknown) => {
      if (moments.has(key)) return undefined;
      if (typeof value !== 'string') return value;
      return ids.get(value) ?? value.replace(told.id, 'portfolio');
    }) as Record<string, unknown>;
  };

  const exported = async (format: string) => (await ledger.get(`/export?format=${format}`).expect(200)).text;
  const correct = async (into: LedgerUnderTest, { id }: ImportUnderTest, correction: object) => {
    await into.patch(`/imports/${id}`, correction).expect(200);
    return settledImport(running, ada, into.id, id);
  };

  describe.each(['csv', 'json'])('as %s', (format) => {
    it('is the same in a fresh portfolio, whose accounts are opened with it, and leaves it with it', async () => {
      const fresh = await openLedger(running, ada);
      const made = await readImport(running, ada, fresh.id, await exported(format));
      const named = ['Cash A', AVERAGE.name, 'Chosen'];
      const waiting = made.accounts.filter(({ account_id }) => account_id === null);
      expect(waiting.map(({ name }) => name)).toEqual(named);
      expect(waiting).toMatchObject([
        { currency: 'USD', opens: CASH },
        { currency: 'EUR', opens: AVERAGE },
        { currency: 'USD', opens: SPECIFIC },
      ]);
      expect(made.counts).toMatchObject({ new: 1, error: 12, ignored: 0 });
      await fresh.post(`/imports/${made.id}/apply`, {}).expect(409);
      const ready = await correct(fresh, made, ALL);
      expect(ready).toMatchObject({ counts: { new: 13, error: 0, ignored: 0 } });
      expect(ready.accounts.filter(({ create }) => create).map(({ name }) => name)).toEqual(named);
      expect(await accountsOf(fresh)).toHaveLength(1);
      await fresh.post(`/imports/${made.id}/apply`, {}).expect(200);
      expect(await toldOf(fresh)).toEqual(await toldOf(ledger));
      const opened = await accountsOf(fresh);
      for (const { name, account_id } of ready.accounts)
        expect(opened.find(({ id }) => id === account_id)).toMatchObject({ name });
      for (const settings of [CASH, AVERAGE, SPECIFIC])
        expect(opened.find(({ name }) => name === settings.name)).toMatchObject(settings);
      await fresh.delete(`/imports/${made.id}`).expect(204);
      expect(await accountsOf(fresh)).toMatchObject([{ name: 'Main' }]);
    });
  });

  it('opens nothing where it is refused, and takes the accounts of its names that there are meanwhile', async () => {
    const fresh = await openLedger(running, ada);
    const made = await readImport(running, ada, fresh.id, await exported('json'));
    const rows = [5, 6].map((row) => ({ row, transaction: { quantity: 1 } }));
    await correct(fresh, made, { ...ALL, rows });
    const { body } = await fresh.post(`/imports/${made.id}/apply`, {}).expect(422);
    expect(body).toMatchObject({ code: 'ledger.oversold' });
    expect(await accountsOf(fresh)).toHaveLength(1);
    const mine = await fresh.account({ name: 'cash a', currency: 'USD' });
    await fresh.post(`/imports/${made.id}/apply`, {}).expect(409);
    const again = await settledImport(running, ada, fresh.id, made.id);
    expect(again.accounts.find(({ name }) => name === 'Cash A')).toMatchObject({
      account_id: mine,
      create: false,
      warning: expect.stringContaining('tracks_cash'),
    });
  });

  it('keeps an account that it opened where other lines are in it', async () => {
    const fresh = await openLedger(running, ada);
    const made = await readImport(running, ada, fresh.id, await exported('csv'));
    const { accounts } = await correct(fresh, made, ALL);
    await fresh.post(`/imports/${made.id}/apply`, {}).expect(200);
    const account_id = accounts.find(({ name }) => name === 'Chosen')!.account_id;
    await fresh.line({ account_id, type: 'buy', date: '2024-05-02', symbol: 'ONE', quantity: 1, price: 110 });
    await fresh.delete(`/imports/${made.id}`).expect(204);
    expect((await accountsOf(fresh)).map(({ name }) => name)).toEqual(['Main', 'Chosen']);
  });

  it('may go into accounts that are chosen, and a choice is one or the other', async () => {
    const fresh = await openLedger(running, ada);
    const made = await readImport(running, ada, fresh.id, await exported('json'));
    const choose = (choice: object) => fresh.patch(`/imports/${made.id}`, { accounts: [choice] });
    for (const choice of [
      { name: 'Chosen' },
      { name: 'Chosen', account_id: fresh.main, create: true },
      { name: 'Nobody', create: true },
    ]) {
      const { body } = await choose(choice).expect(422);
      expect(body).toMatchObject({ code: 'import.invalid_choice' });
    }
    await choose({ name: 'Chosen', create: true }).expect(200);
    await choose({ name: null, account_id: fresh.main }).expect(200);
    const { accounts } = await settledImport(running, ada, fresh.id, made.id);
    expect(accounts.map(({ name, create }) => [name, create])).toEqual([
      ['Cash A', false],
      [AVERAGE.name, false],
      ['Chosen', true],
      ['Main', false],
    ]);
    expect(accounts.filter(({ account_id }) => account_id === fresh.main)).toHaveLength(3);
  });
});
