// Run by test/e2e/client.spec.ts inside the client's package: the main job as a front-end does it.
import { createTickfolioClient, expectData, TickfolioError } from '@tickfolio/client';
import { setTimeout as pause } from 'node:timers/promises';

const { TICKFOLIO_URL: baseUrl, EMAIL: email, PASSWORD: password } = process.env;
const tickfolio = createTickfolioClient({ baseUrl });
const { user } = await tickfolio.session.login({ email, password });

const portfolio = expectData(
  await tickfolio.POST('/api/v1/portfolio', {
    body: {
      name: 'Walk',
      currency: 'USD',
      assets: [{ symbol: 'AAPL', quantity: 3, purchase_price: 100, purchase_date: '2024-06-03' }],
    },
  }),
);
const performance = expectData(
  await tickfolio.GET('/api/v1/portfolio/{id}/performance', { params: { path: { id: portfolio.id } } }),
);
let report = expectData(
  await tickfolio.POST('/api/v1/reports', {
    params: { header: { 'Idempotency-Key': `walk-${portfolio.id}` } },
    body: { portfolio_id: portfolio.id, type: 'performance', format: 'pdf' },
  }),
);
const path = { id: report.id };
while (report.status === 'queued' || report.status === 'running') {
  await pause(50);
  report = expectData(await tickfolio.GET('/api/v1/reports/{id}', { params: { path } }));
}
const file = expectData(
  await tickfolio.GET('/api/v1/reports/{id}/download', { params: { path }, parseAs: 'arrayBuffer' }),
);
const unknown = await tickfolio
  .GET('/api/v1/portfolio/{id}', { params: { path: { id: '0'.repeat(24) } } })
  .then(expectData)
  .catch((error) => (error instanceof TickfolioError ? error.code : String(error)));

console.log(
  JSON.stringify({
    email: user.email,
    assets: portfolio.assets.length,
    holdings: performance.holdings.map(({ symbol }) => symbol),
    method: performance.returns.time_weighted.method,
    status: report.status,
    file: Buffer.from(file).subarray(0, 5).toString(),
    unknown,
  }),
);
