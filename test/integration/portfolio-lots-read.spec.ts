import { LedgersRepository } from '../../src/portfolio/ledger/store/ledgers.repository';
import { PortfoliosRepository } from '../../src/portfolio/portfolios.repository';
import { registerUser } from '../support/application/accounts';
import { startApp, TestApp } from '../support/application/app';
import { LedgerUnderTest, openLedger } from '../support/features/ledger';

const buy = { type: 'buy', date: '2024-01-15', symbol: 'AAPL', quantity: 10, price: 182.5 };

describe('the lots of a portfolio, which may be tens of thousands', () => {
  let running: TestApp;
  let ledger: LedgerUnderTest;

  beforeAll(async () => {
    running = await startApp({ ROLE: 'api' });
    ledger = await openLedger(running, await registerUser(running));
    await ledger.line(buy);
  });

  afterAll(() => running.close());

  it('are not read for figures, their days once a version for the window of the whole life', async () => {
    const portfolios = running.app.get(PortfoliosRepository, { strict: false });
    const ledgers = running.app.get(LedgersRepository, { strict: false });
    const days = jest.spyOn(portfolios, 'heldDays');
    const wholes = [jest.spyOn(portfolios, 'find'), jest.spyOn(ledgers, 'findWhole')];
    await ledger.get('/performance?to=2024-03-28').expect(200);
    expect(days).toHaveBeenCalledTimes(0);
    await ledger.get('/performance').expect(200);
    await ledger.get('/performance?risk_free_rate=0.01').expect(200);
    for (const figure of [
      'attribution?by=symbol',
      'holdings',
      'issues',
      'transactions',
      'analyses',
      'imports',
    ])
      await ledger.get(`/${figure}`).expect(200);
    expect(days).toHaveBeenCalledTimes(1);
    for (const whole of wholes) expect(whole).toHaveBeenCalledTimes(0);
    await ledger.line({ ...buy, symbol: 'MSFT' });
    await ledger.get('/performance').expect(200);
    expect(days).toHaveBeenCalledTimes(2);
  });
});
