import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { readImport } from '../../support/features/imports';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const buy = { type: 'buy', date: '2024-01-05', symbol: 'AAPL', quantity: 10, price: 182.5 };

describe('the names of accounts', () => {
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  it('are each taken once, whatever their case', async () => {
    const { main, account, post, patch, get } = await openLedger(running, ada);
    const depot = await account({ name: 'Depot' });
    const taken = await post('/accounts', { name: 'depot' }).expect(409);
    expect(taken.body).toMatchObject({ code: 'account.name_taken', errors: [{ field: 'name' }] });
    await patch(`/accounts/${main}`, { name: 'DEPOT' }).expect(409);
    await patch(`/accounts/${depot}`, { name: 'DEPOT' }).expect(200);
    await patch(`/accounts/${main}`, { name: 'Main', broker: 'Flatex' }).expect(200);
    const { body } = await get('/accounts').expect(200);
    expect((body.items as { name: string }[]).map(({ name }) => name)).toEqual(['Main', 'DEPOT']);
  });

  it('are taken by one of two that ask at once', async () => {
    const { post } = await openLedger(running, ada);
    const answers = await Promise.all([1, 2].map(() => post('/accounts', { name: 'Depot' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  describe('that an older release left equal', () => {
    let old: LedgerUnderTest;

    beforeAll(async () => {
      old = await openLedger(running, ada);
      const [first, second] = [await old.account({ name: 'Depot' }), await old.account({ name: 'Another' })];
      await old.line({ ...buy, account_id: first });
      await old.line({ ...buy, account_id: second, quantity: 3 });
      await running.app
        .get<Connection>(getConnectionToken())
        .collection('accounts')
        .updateOne({ account_id: new Types.ObjectId(second) }, { $set: { name: 'Depot' } });
    });

    it('are told apart, and stay so when the account is changed', async () => {
      const names = async () => {
        const { body } = await old.get('/accounts').expect(200);
        return (body.items as { id: string; name: string }[]).map(({ name }) => name);
      };
      expect(await names()).toEqual(['Main', 'Depot', 'Depot (2)']);
      const { body } = await old.get('/accounts').expect(200);
      await old.patch(`/accounts/${body.items[2].id}`, { broker: 'Flatex' }).expect(200);
      expect(await names()).toEqual(['Main', 'Depot', 'Depot (2)']);
    });

    it.each(['csv', 'json'])('keep their lines apart from export to import, as %s', async (format) => {
      const { text } = await old.get(`/export?format=${format}`).expect(200);
      const other = await openLedger(running, ada);
      const accounts = [await other.account({ name: 'Depot' }), await other.account({ name: 'Depot (2)' })];
      const made = await readImport(running, ada, other.id, text);
      await other.post(`/imports/${made.id}/apply`, {}).expect(200);
      const { body } = await other.get('/transactions?sort=created').expect(200);
      expect(body.items).toMatchObject([
        { account_id: accounts[0], quantity: 10 },
        { account_id: accounts[1], quantity: 3 },
      ]);
    });
  });
});
