import { setTimeout as pause } from 'node:timers/promises';
import { getConnectionToken } from '@nestjs/mongoose';
import { Connection, Types } from 'mongoose';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, startFleet, testVariables, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { startProcess } from '../../support/application/process';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';

const buy = { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 100 };
const sell = { type: 'sell', date: '2024-03-01', symbol: 'AAPL', quantity: 6, price: 120 };
describe('two writers of one ledger', () => {
  let fleet: Awaited<ReturnType<typeof startFleet>>;
  let ada: Account;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    fleet = await startFleet({ ROLE: 'api' });
    ada = await registerUser(fleet.apps[0]);
    ledger = await openLedger(fleet.apps[0], ada);
  });

  afterAll(() => fleet.close());

  const postTo = ({ url }: TestApp, line: object) =>
    request(url)
      .post(`/api/v1/portfolio/${ledger.id}/transactions`)
      .set(ada.authorization)
      .send({ account_id: ledger.main, ...line });

  it('cannot sell the same shares twice', async () => {
    await ledger.line(buy);
    const answers = await Promise.all(fleet.apps.map((app) => postTo(app, sell)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    const { body } = await ledger.get('').expect(200);
    expect(body.assets).toMatchObject([{ quantity: 4 }]);
  });

  it('lose none of their lines', async () => {
    const others = Array.from({ length: 10 }, (_, i) => ({ ...buy, symbol: 'MSFT', external_id: `m-${i}` }));
    const answers = await Promise.all(others.map((line, i) => postTo(fleet.apps[i % 2]!, line)));
    expect(answers.map(({ status }) => status)).toEqual(others.map(() => 201));
    const { body } = await ledger.get('').expect(200);
    expect(body.assets.filter(({ symbol }: { symbol: string }) => symbol === 'MSFT')).toHaveLength(10);
    const lines = (await ledger.get('/transactions?symbol=MSFT').expect(200)).body.items as {
      external_id: string;
    }[];
    expect(new Set(lines.map(({ external_id }) => external_id)).size).toBe(10);
  });
});

describe('a process that is killed amid a change of 5,000 lines', () => {
  const variables = testVariables({ ROLE: 'api' });
  let running: TestApp;
  let ada: Account;

  beforeAll(async () => {
    running = await startApp(variables);
    ada = await registerUser(running);
  });

  afterAll(() => running.close());

  /** Sends the lines to a process of its own, and kills that once the database shows the moment. */
  const killedWhen = async (
    moment: (database: Connection, portfolioId: Types.ObjectId) => Promise<boolean>,
  ) => {
    const ledger = await openLedger(running, ada);
    const items = Array.from({ length: 5_000 }, (_, i) => ({
      account_id: ledger.main,
      ...buy,
      symbol: `S${i % 100}`,
    }));
    const doomed = await startProcess(variables);
    const send = (url: string) =>
      request(url)
        .post(`/api/v1/portfolio/${ledger.id}/transactions`)
        .set(ada.authorization)
        .set('Idempotency-Key', ledger.id)
        .send({ items });
    let answered: number | undefined;
    const broken = send(doomed.url).then(
      ({ status }) => (answered = status),
      () => undefined,
    );
    const database = running.app.get<Connection>(getConnectionToken());
    while (!(await moment(database, new Types.ObjectId(ledger.id)))) {
      if (answered !== undefined && answered !== 201) {
        throw new Error(`the lines were answered with ${answered}:\n${doomed.lines.join('\n')}`);
      }
      // The database that is asked is the one that the lines are written to.
      await pause(20);
    }
    await doomed.kill('SIGKILL');
    await broken;
    return { ledger, sendAgain: () => send(running.url), database };
  };

  const countOf = async (ledger: LedgerUnderTest) => {
    const { body } = await ledger.get('').expect(200);
    const { items } = (await ledger.get('/transactions').expect(200)).body as { items: unknown[] };
    expect(items.length > 0).toBe(body.assets.length > 0);
    return body.assets.length as number;
  };

  it('leaves nothing where the lines were not published', async () => {
    const { ledger } = await killedWhen(
      async (database, portfolio_id) =>
        (await database.collection('transactions').countDocuments({ portfolio_id, revision: null })) > 0,
    );
    const count = await countOf(ledger);
    expect([0, 5_000]).toContain(count);
    await ledger.line(buy);
    expect(await countOf(ledger)).toBe(count + 1);
  });

  it('leaves all of them once they were published, and a repetition finds them', async () => {
    const { ledger, sendAgain, database } = await killedWhen(
      async (opened, _id) =>
        (await opened.collection('portfolios').countDocuments({ _id, line_count: 5_000 })) > 0,
    );
    expect(await countOf(ledger)).toBe(5_000);
    await database
      .collection('idempotent_requests')
      .updateOne({ key: ledger.id }, { $set: { locked_until: new Date(0) } });
    // A database that is busy with what the killed process left is 503: a client sends again then, by the same key.
    const again = await eventually(async () => {
      const answer = await sendAgain();
      return answer.status === 503 ? undefined : answer;
    });
    expect(again.status).toBe(201);
    expect(again.body.items).toHaveLength(5_000);
    expect(await countOf(ledger)).toBe(5_000);
    const left = await database.collection('ledger_changes').countDocuments({});
    expect(left).toBeLessThanOrEqual(1);
  });
});
