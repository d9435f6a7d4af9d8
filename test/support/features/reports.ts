import request from 'supertest';
import { expectData, type components } from '../../../client/src/index';
import { clientOf, type Account } from '../application/accounts';
import { eventually } from '../waiting/eventually';

interface Reached {
  url: string;
}

export type Report = components['schemas']['Report'];

export interface ReportWish {
  type?: string;
  format?: string;
  from?: string;
  to?: string;
  notify?: boolean;
  user_id?: string;
  account?: string;
}

/** A portfolio of two symbols that the simulated provider knows; gives its id. */
export async function openPortfolio(running: Reached, account: Account, name = 'Growth'): Promise<string> {
  const assets = [
    { symbol: 'AAPL', quantity: 10, purchase_price: 150, purchase_date: '2024-01-02' },
    { symbol: 'MSFT', quantity: 4, purchase_price: 300, purchase_date: '2024-03-04' },
  ];
  return expectData(await clientOf(running, account).POST('/api/v1/portfolio', { body: { name, assets } }))
    .id;
}

/** Orders a report, a holdings report as JSON unless wished otherwise. */
export function orderReport({ url }: Reached, account: Account, portfolioId: string, wish: ReportWish = {}) {
  return request(url)
    .post('/api/v1/reports')
    .set(account.authorization)
    .send({ portfolio_id: portfolioId, type: 'holdings', format: 'json', ...wish });
}

export async function orderedReport(...order: Parameters<typeof orderReport>): Promise<Report> {
  const { body } = await orderReport(...order).expect(202);
  return body as Report;
}

export async function reportOf(running: Reached, account: Account, id: string): Promise<Report> {
  const path = { id };
  return expectData(await clientOf(running, account).GET('/api/v1/reports/{id}', { params: { path } }));
}

/** Waits until the report is completed or failed. */
export function finishedReport(running: Reached, account: Account, id: string): Promise<Report> {
  return eventually(async () => {
    const report = await reportOf(running, account, id);
    return ['completed', 'failed'].includes(report.status) ? report : undefined;
  });
}
