import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { DomainError } from '../../src/common/errors/domain-error';
import { MOST_LINES_OF_ACCOUNT } from '../../src/portfolio/ledger/changes/account-lines';
import { MOST_PORTFOLIOS } from '../../src/portfolio/portfolio.errors';
import { PortfoliosService } from '../../src/portfolio/portfolios.service';
import { startApp, TestApp } from '../support/application/app';

const userId = new Types.ObjectId().toHexString();
const stranger = { userId: new Types.ObjectId().toHexString(), isSuperuser: false };
const owner = { userId, isSuperuser: false };
const lot = { symbol: 'SPX', quantity: 2, purchase_price: 1_000, purchase_date: '2008-01-02' };

describe('stored portfolios', () => {
  let running: TestApp;
  let portfolios: PortfoliosService;

  beforeAll(async () => {
    running = await startApp();
    portfolios = running.app.get(PortfoliosService);
  });

  afterAll(() => running.close());

  it('gives back what was stored, in the default currency, as version 1', async () => {
    const created = await portfolios.create(userId, { name: 'Index', assets: [lot] });
    expect(created).toMatchObject({ user_id: userId, currency: 'USD', version: 1, assets: [lot] });
    await expect(portfolios.get(owner, created.id)).resolves.toEqual(created);
    await expect(portfolios.get({ ...stranger, isSuperuser: true }, created.id)).resolves.toEqual(created);
  });

  it('hides a portfolio from everybody else, for reading, replacing and deleting', async () => {
    const { id } = await portfolios.create(userId, { name: 'Mine', assets: [] });
    for (const attempt of [
      portfolios.get(stranger, id),
      portfolios.replace(stranger, id, { name: 'Theirs' }),
      portfolios.delete(stranger, id),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'portfolio.not_found' });
    }
    await expect(portfolios.get(owner, id)).resolves.toMatchObject({ name: 'Mine', version: 1 });
  });

  it('replaces what is named, raises the version and refuses a version that was overtaken', async () => {
    const { id } = await portfolios.create(userId, { name: 'First', currency: 'EUR', assets: [lot] });
    const replaced = await portfolios.replace(owner, id, { name: 'Second', assets: [] }, 1);
    expect(replaced).toMatchObject({ name: 'Second', currency: 'EUR', assets: [], version: 2 });
    await expect(portfolios.replace(owner, id, { name: 'Late' }, 1)).rejects.toMatchObject({
      code: 'portfolio.changed',
    });
    await expect(portfolios.get(owner, id)).resolves.toEqual(replaced);
  });

  it('lets one of many writers of the same version win', async () => {
    const { id } = await portfolios.create(userId, { name: 'Race', assets: [] });
    const writers = Array.from({ length: 10 }, (_, i) =>
      portfolios.replace(owner, id, { name: `Writer ${i}` }, 1).catch((error: DomainError) => error.code),
    );
    const outcomes = await Promise.all(writers);
    expect(outcomes.filter((outcome) => outcome === 'portfolio.changed')).toHaveLength(9);
  });

  it('lets an account have so many and no more, whatever races', async () => {
    const hoarder = new Types.ObjectId().toHexString();
    const records = running.app.get<Connection>(getConnectionToken()).collection('portfolios');
    const older = { user_id: new Types.ObjectId(hoarder), name: 'Older', currency: 'USD', assets: [] };
    await records.insertOne({ ...older });
    await records.insertMany(
      Array.from({ length: MOST_PORTFOLIOS - 4 }, (_, n) => ({ ...older, slot: `${hoarder}:${n}` })),
    );
    const attempts = Array.from({ length: 8 }, () =>
      portfolios.create(hoarder, { name: 'More', assets: [] }).then(
        () => 'created',
        (error: DomainError) => error.code,
      ),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'portfolio.too_many')).toHaveLength(5);
  });

  it('refuses lines beyond what an account may have over all its portfolios', async () => {
    const hoarder = new Types.ObjectId().toHexString();
    const { id } = await portfolios.create(hoarder, { name: 'Small', assets: [] });
    const records = running.app.get<Connection>(getConnectionToken()).collection('portfolios');
    await records.insertOne({
      user_id: new Types.ObjectId(hoarder),
      name: 'Huge',
      currency: 'USD',
      assets: [],
      line_count: MOST_LINES_OF_ACCOUNT,
    });
    const more = portfolios.append({ userId: hoarder, isSuperuser: false }, id, [lot]);
    await expect(more).rejects.toMatchObject({ code: 'ledger.too_many_lines' });
  });

  it('refuses a purchase in the future, naming the lot', async () => {
    const assets = [lot, { ...lot, purchase_date: '2199-01-01' }];
    await expect(portfolios.create(userId, { name: 'Delorean', assets })).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ field: 'assets.1.purchase_date', message: 'purchase_date must not be in the future' }],
    });
  });

  it('lists own portfolios newest first, each once, page by page', async () => {
    const reader = new Types.ObjectId().toHexString();
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => portfolios.create(reader, { name, assets: [] })));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await portfolios.list(reader, { limit: 2, cursor });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(names);
  });
});
