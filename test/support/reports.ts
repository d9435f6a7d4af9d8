import request from 'supertest';
import type { ReportDto } from '../../src/reports/dto/report.dto';
import type { Account } from './accounts';
import { eventually } from './eventually';

interface Reached {
  url: string;
}

export interface ReportWish {
  type?: string;
  format?: string;
  from?: string;
  to?: string;
  notify?: boolean;
  user_id?: string;
}

/** A portfolio of two symbols that the simulated provider knows; gives its id. */
export async function openPortfolio({ url }: Reached, account: Account, name = 'Growth'): Promise<string> {
  const { body } = await request(url)
    .post('/api/v1/portfolio')
    .set(account.authorization)
    .send({
      name,
      assets: [
        { symbol: 'AAPL', quantity: 10, purchase_price: 150, purchase_date: '2024-01-02' },
        { symbol: 'MSFT', quantity: 4, purchase_price: 300, purchase_date: '2024-03-04' },
      ],
    })
    .expect(201);
  return (body as { id: string }).id;
}

/** Orders a report, a holdings report as JSON unless wished otherwise. */
export function orderReport({ url }: Reached, account: Account, portfolioId: string, wish: ReportWish = {}) {
  return request(url)
    .post('/api/v1/reports')
    .set(account.authorization)
    .send({ portfolio_id: portfolioId, type: 'holdings', format: 'json', ...wish });
}

export async function orderedReport(...order: Parameters<typeof orderReport>): Promise<ReportDto> {
  const { body } = await orderReport(...order).expect(202);
  return body as ReportDto;
}

export async function reportOf({ url }: Reached, account: Account, id: string): Promise<ReportDto> {
  const { body } = await request(url).get(`/api/v1/reports/${id}`).set(account.authorization).expect(200);
  return body as ReportDto;
}

/** Waits until the report is completed or failed. */
export function finishedReport(
  running: Reached,
  account: Account,
  id: string,
  within = 25_000,
): Promise<ReportDto> {
  return eventually(
    async () => {
      const report = await reportOf(running, account, id);
      return ['completed', 'failed'].includes(report.status) ? report : undefined;
    },
    { within },
  );
}
