import { randomInt } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import bcrypt from 'bcrypt';
import { Connection } from 'mongoose';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startFleet, TestApp } from '../../support/application/app';

const PASSWORD = 'correct horse battery';
const anyAddress = () => Array.from({ length: 4 }, () => randomInt(1, 250)).join('.');

describe('guessing passwords', () => {
  let apps: [TestApp, TestApp];
  let running: TestApp;
  let close: () => Promise<void>;

  const attempt = (
    email: string,
    password: string,
    from: string,
    agent = 'a guesser',
    instance: TestApp | undefined = running,
  ) =>
    request(instance.url)
      .post('/api/v1/auth/login')
      .set('X-Forwarded-For', from)
      .set('User-Agent', agent)
      .send({ email, password });

  beforeAll(async () => {
    const settings = { ROLE: 'api', TRUST_PROXY: '1', BCRYPT_COST: '8', LOG_LEVEL: 'silent' };
    ({ apps, close } = await startFleet(settings));
    running = apps[0];
  });

  afterAll(() => close());

  async function victimFrom(address: string): Promise<Account> {
    const email = `victim-${randomInt(1e9)}@example.com`;
    await registerUser(running, { email, password: PASSWORD });
    const { body } = await attempt(email, PASSWORD, address, 'the victim').expect(200);
    return { ...body, password: PASSWORD, authorization: { Authorization: `Bearer ${body.access_token}` } };
  }

  it('is slowed down from one address, also when all guesses come at once', async () => {
    const victim = await victimFrom('192.0.2.1');
    const guesses = Array.from({ length: 30 }, (_, i) =>
      attempt(victim.user.email, `guess ${i}`, '203.0.113.1'),
    );
    const answers = await Promise.all(guesses);
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(6);
    expect(refused).toHaveLength(24);
    expect(refused[0]?.body.code).toBe('auth.too_many_attempts');
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    await attempt(victim.user.email, victim.password, '203.0.113.1').expect(429);
  });

  it('is slowed down from ever other addresses, while the owner stays in and can come in', async () => {
    const victim = await victimFrom('192.0.2.2');
    const answers = [];
    for (let i = 0; i < 40; i += 1)
      answers.push(await attempt(victim.user.email, `guess ${i}`, anyAddress()));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(21);
    expect(answers.at(-1)?.status).toBe(429);

    await request(running.url).get('/api/v1/auth/me').set(victim.authorization).expect(200);
    await request(running.url)
      .post('/api/v1/auth/refresh')
      .send({ refresh_token: victim.refresh_token })
      .expect(200);
    await attempt(victim.user.email, victim.password, '192.0.2.2', 'the victim').expect(200);
    await attempt(victim.user.email, victim.password, '192.0.2.2', 'another browser').expect(200);
  });

  it('is slowed down where there is no account just the same', async () => {
    const guesses = Array.from({ length: 10 }, () => attempt('nobody@example.com', 'guess', '203.0.113.7'));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429, 429, 429, 429]);
  });

  it('is not what an owner does whose programs all sign in at once, on whatever instance', async () => {
    const { email } = (await victimFrom('192.0.2.4')).user;
    await attempt(email, 'a slip of the finger', '192.0.2.4', 'the victim').expect(401);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => attempt(email, PASSWORD, '192.0.2.4', 'the victim', apps[i % 2])),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
  });

  it('is slowed down from one network of IPv6, whatever addresses are made up in it', async () => {
    const victim = await victimFrom('192.0.2.5');
    const answers = [];
    for (let i = 1; i <= 8; i += 1)
      answers.push(await attempt(victim.user.email, 'guess', `2001:db8:1:2::${i}`));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
    await attempt(victim.user.email, PASSWORD, '2001:db8:1:3::1').expect(200);
  });

  it('by one stranger does not count against another address', async () => {
    const victim = await victimFrom('192.0.2.3');
    await Promise.all(Array.from({ length: 10 }, () => attempt(victim.user.email, 'guess', '203.0.113.9')));
    await attempt(victim.user.email, victim.password, '203.0.113.10').expect(200);
  });

  it('of the current password with a stolen token is slowed down too', async () => {
    const { authorization } = await registerUser(running);
    const change = { current_password: 'a guess', new_password: 'a new long secret' };
    const guesses = Array.from({ length: 10 }, () =>
      request(running.url).post('/api/v1/auth/password').set(authorization).send(change),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(6);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });

  it('learns nothing from the answer to an unknown, a wrong or an inactive sign-in, in words or in work', async () => {
    const bodies = new Set<string>();
    const work = new Set<string>();
    const count = countWork(running);
    for (let i = 0; i < 4; i += 1) {
      const wrong = await registerUser(running);
      const inactive = await deactivated(await registerUser(running));
      const tries = { unknown: `u${i}@example.com`, wrong: wrong.user.email, inactive: inactive.user.email };
      for (const [kind, email] of Object.entries(tries)) {
        const password = kind === 'inactive' ? inactive.password : 'a wrong password';
        count.restart();
        const { body } = await attempt(email, password, anyAddress()).expect(401);
        bodies.add(JSON.stringify({ ...body, request_id: '' }));
        work.add(count.done().join(', '));
      }
    }
    count.stop();
    expect(bodies.size).toBe(1);
    // The same questions to the database, and one comparison at the configured cost.
    expect([...work]).toEqual([
      'bcrypt 08, sessions.findOne, sessions.findOne, sessions.findOne, users.findOne',
    ]);
  });

  async function deactivated(account: Account): Promise<Account> {
    await running.app
      .get<Connection>(getConnectionToken())
      .collection('users')
      .updateOne({ email: account.user.email }, { $set: { is_active: false } });
    return account;
  }
});

/** What a process looks through by itself, whatever it is asked. */
const SWEPT = ['imports', 'instrument_changes'];

/** What a sign-in costs: the comparisons with their cost and the operations on collections, in no particular order. */
function countWork({ app }: TestApp) {
  let work: string[] = [];
  const comparing: { compare(password: string, hash: string): Promise<boolean> } = bcrypt;
  const compare = comparing.compare.bind(bcrypt);
  const spy = jest.spyOn(comparing, 'compare').mockImplementation((password, hash) => {
    work.push(`bcrypt ${hash.split('$')[2]}`);
    return compare(password, hash);
  });
  const connection = app.get<Connection>(getConnectionToken());
  const note = (collection: string, operation: string) => {
    if (!SWEPT.includes(collection)) work.push(`${collection}.${operation}`);
  };
  connection.set('debug', note);
  return {
    restart: () => void (work = []),
    done: () => work.sort(),
    stop: () => {
      spy.mockRestore();
      connection.set('debug', false);
    },
  };
}
