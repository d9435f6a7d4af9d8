import type { Transaction } from '../../analytics/ledger/model/transaction';
import { packLines, unpackLines } from './packed-lines';

const lines = Array.from({ length: 1_201 }, (_, i): Transaction => {
  const line = { id: `t${i}`, accountId: 'a', day: 19_700 + i, currency: 'EUR', symbol: 'ÄÖ.DE' };
  const lots = [{ transactionId: `t${i - 1}`, quantity: '0.000000000000000001' }];
  const quantity = '123456789012345.123456789012345678';
  return i % 2
    ? { ...line, type: 'sell', quantity, price: '1', lots }
    : { ...line, type: 'buy', quantity, price: '0' };
});

describe('lines that are handed to a thread', () => {
  it('are the same there, in memory that is shared', async () => {
    const packed = await packLines(lines);
    expect(packed.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(unpackLines(packed)).toEqual(lines);
    expect(unpackLines(await packLines([]))).toEqual([]);
  });

  it('are packed once and unpacked once, and others apart from them', async () => {
    const packed = await packLines(lines);
    expect(await packLines(lines)).toBe(packed);
    expect(unpackLines({ ...packed })).toBe(unpackLines(packed));
    const other = await packLines(lines.slice(1));
    expect(unpackLines(other)).toEqual(lines.slice(1));
  });
});
