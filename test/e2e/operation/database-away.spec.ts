import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { Account, registerUser } from '../../support/application/accounts';
import { startApp, testVariables, TestApp } from '../../support/application/app';
import { eventually } from '../../support/waiting/eventually';
import { FaultyLink, startFaultyLink } from '../../support/stores/faulty-link';

describe('the database', () => {
  let link: FaultyLink;
  let running: TestApp;
  let account: Account;
  let connection: Connection;

  beforeAll(async () => {
    const { MONGODB_URI } = testVariables();
    link = await startFaultyLink(MONGODB_URI ?? '');
    running = await startApp({ MONGODB_URI: link.uri, LOG_LEVEL: 'silent' });
    account = await registerUser(running);
    connection = running.app.get<Connection>(getConnectionToken());
  });

  afterAll(async () => {
    link.mend();
    await running.close();
    await link.close();
  });

  it('is written to with the acknowledgement of its majority, again where a connection broke', () => {
    expect(connection.getClient().options).toMatchObject({
      writeConcern: { w: 'majority' },
      retryWrites: true,
    });
  });

  it('is never asked by a field that no schema knows', async () => {
    for (const model of Object.values(connection.models)) {
      await expect(model.findOne({ no_such_field: 1 })).rejects.toThrow('strictQuery');
    }
  });

  it('is said to be away while it is frozen, and is back without a restart', async () => {
    const portfolios = () => request(running.url).get('/api/v1/portfolio').set(account.authorization);
    const ready = () => request(running.url).get('/health/ready');
    await portfolios().expect(200);
    link.freeze();
    const [listed, readiness] = await Promise.all([portfolios().expect(503), ready().expect(503)]);
    expect(listed.body.code).toBe('http.unavailable');
    expect(listed.headers['retry-after']).toBeDefined();
    expect(readiness.body.detail).toContain('mongodb');
    await request(running.url).get('/health/live').expect(200);
    link.mend();
    await eventually(async () => (await ready()).status === 200);
    await portfolios().expect(200);
  });
});
