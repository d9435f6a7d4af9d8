import { Readable } from 'node:stream';
import { readAssets } from './read-assets';

const HEADER = 'symbol,quantity,purchase_price,purchase_date\n';
const read = (csv: string) => readAssets(Readable.from([Buffer.from(csv)]), new Date('2026-01-29T17:00:00Z'));

describe('lots in CSV', () => {
  it('are at least one: a header alone must not empty a portfolio', async () => {
    for (const csv of [HEADER, `${HEADER},,,\n`])
      await expect(read(csv)).rejects.toMatchObject({
        code: 'portfolio.invalid_csv',
        errors: [{ field: 'line 1', message: 'a row is expected' }],
      });
    expect(await read(`${HEADER}AAPL,1,1,2026-01-05\n`)).toHaveLength(1);
  });
});
