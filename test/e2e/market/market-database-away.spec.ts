import { getConnectionToken } from '@nestjs/mongoose';
import { Connection } from 'mongoose';
import request from 'supertest';
import { registerUser } from '../../support/application/accounts';
import { startApp, TestApp, testVariables } from '../../support/application/app';
import {
  answerAsYahoo,
  ProviderStandIn,
  startProviderStandIn,
} from '../../support/outside/provider-stand-in';
import { FaultyLink, startFaultyLink } from '../../support/stores/faulty-link';
import { eventually } from '../../support/waiting/eventually';

describe('a quote that nobody has, while the database is slow', () => {
  let link: FaultyLink;
  let standIn: ProviderStandIn;
  let running: TestApp;

  beforeAll(async () => {
    link = await startFaultyLink(testVariables().MONGODB_URI ?? '');
    standIn = await startProviderStandIn(answerAsYahoo);
    running = await startApp({
      MONGODB_URI: link.uri,
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      ROLE: 'api',
      LOG_LEVEL: 'silent',
    });
  });
  afterAll(async () => {
    link.mend();
    await running.close();
    await standIn.close();
    await link.close();
  });

  it('does not keep its reader waiting, and is stored once the database answers', async () => {
    const { authorization } = await registerUser(running);
    const quote = (symbol: string) =>
      request(running.url).get(`/api/v1/market/real-time/${symbol}`).set(authorization);
    await quote('AAPL').expect(200);
    link.freeze();
    const { body } = await quote('VOD.L').expect(200);
    link.mend();
    const { db } = running.app.get<Connection>(getConnectionToken());
    // A write that had been waited for would have been given up by now.
    await eventually(async () => {
      const stored = await db?.collection('market_data').findOne({ symbol: 'VOD.L' });
      return stored?.['close'] === body.close;
    });
  });
});
