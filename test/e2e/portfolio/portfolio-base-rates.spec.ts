import { Account, registerUser } from '../../support/application/accounts';
import { startApp, TestApp } from '../../support/application/app';
import { LedgerUnderTest, openLedger } from '../../support/features/ledger';
import { ProviderStandIn, startProviderStandIn } from '../../support/outside/provider-stand-in';
import { yahooMarket } from '../../support/outside/yahoo-market';

const LINE = { type: 'buy', date: '2024-03-13', symbol: 'WK', quantity: 10, price: 1, currency: 'EUR' };

describe('rates of lines under another base currency, without conversion', () => {
  let running: TestApp;
  let standIn: ProviderStandIn;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    standIn = await startProviderStandIn(yahooMarket({}));
    running = await startApp({
      MARKET_PROVIDERS: 'yahoo-finance',
      YAHOO_BASE_URL: standIn.url,
      ROLE: 'api',
      LOG_LEVEL: 'error',
    });
  });

  beforeEach(async () => {
    const ada: Account = await registerUser(running);
    ledger = await openLedger(running, ada);
    await ledger.line({ ...LINE, fx_rate: 1.5 });
  });

  afterAll(async () => {
    await running.close();
    await standIn.close();
  });

  const rate = async () => (await ledger.get('/transactions').expect(200)).body.items[0].fx_rate;

  it('are left out where nobody has those of their days', async () => {
    await ledger.patch('', { currency: 'CHF', convert: false }).expect(200);
    expect(await rate()).toBeUndefined();
  });

  it('are kept, and the change refused, while no provider answers', async () => {
    standIn.answer = (_url, response) => response.writeHead(503).end();
    const { body } = await ledger.patch('', { currency: 'DKK', convert: false }).expect(422);
    expect(body).toMatchObject({
      code: 'portfolio.no_exchange_rate',
      detail: expect.stringMatching(/later/),
    });
    expect(await rate()).toBe(1.5);
    expect((await ledger.get('').expect(200)).body.currency).toBe('USD');
  });
});
