import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { TRANSACTION_TYPES } from '../../../analytics/ledger/model/transaction';
import type { TransactionType } from '../../../analytics/ledger/model/transaction';
import { ApiExactNumber, exactNumber } from '../../../common/numbers/exact-number';
import { Entry, ENTRY_ORIGINS, PRICE_BASES } from '../entry';
import type { EntryOrigin, PriceBasis } from '../entry';

type Sent = number | string;

@ApiSchema({ name: 'TransactionNamedLot' })
export class TransactionNamedLotDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013' })
  transaction_id: string;

  @ApiExactNumber({ example: 4 })
  quantity: Sent;
}

@ApiSchema({
  name: 'Transaction',
  description:
    'One line of a ledger, with the fields of its type. Numbers are JSON numbers where a double carries them exactly, ' +
    'else their digits as text.',
})
export class TransactionDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013' })
  id: string;

  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  account_id: string;

  @ApiProperty({ enum: TRANSACTION_TYPES })
  type: TransactionType;

  @ApiProperty({ example: '2024-05-13', format: 'date' })
  date: string;

  @ApiPropertyOptional({ example: '14:35' })
  time?: string;

  @ApiPropertyOptional({ example: '2024-05-15', format: 'date' })
  settle_date?: string;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiExactNumber({ required: false, example: 1.0842 })
  fx_rate?: Sent;

  @ApiExactNumber({ required: false, example: 1.5 })
  fee?: Sent;

  @ApiExactNumber({ required: false, example: 0.75 })
  tax?: Sent;

  @ApiPropertyOptional({ example: 'AAPL' })
  symbol?: string;

  @ApiPropertyOptional({ example: 'NEWCO' })
  into?: string;

  @ApiExactNumber({ required: false, example: 10 })
  quantity?: Sent;

  @ApiExactNumber({ required: false, example: 182.5 })
  price?: Sent;

  @ApiExactNumber({ required: false, example: 38.8 })
  amount?: Sent;

  @ApiExactNumber({ required: false, example: 1500 })
  cost?: Sent;

  @ApiPropertyOptional({ example: '2019-03-04', format: 'date' })
  acquired_on?: string;

  @ApiPropertyOptional({ type: [TransactionNamedLotDto] })
  lots?: TransactionNamedLotDto[];

  @ApiPropertyOptional({ example: 10 })
  numerator?: number;

  @ApiPropertyOptional({ example: 1 })
  denominator?: number;

  @ApiExactNumber({ required: false, example: 1 })
  ratio_n?: Sent;

  @ApiExactNumber({ required: false, example: 4 })
  ratio_d?: Sent;

  @ApiExactNumber({ required: false, example: 0.12 })
  cost_share?: Sent;

  @ApiExactNumber({ required: false, example: 12.5 })
  cash_per_share?: Sent;

  @ApiPropertyOptional({ example: 'monthly plan' })
  note?: string;

  @ApiPropertyOptional({ type: [String], example: ['plan'] })
  tags?: string[];

  @ApiPropertyOptional({ example: 'broker-2024-000123' })
  external_id?: string;

  @ApiPropertyOptional({ example: 'move-2024-05' })
  group_id?: string;

  @ApiProperty({
    enum: ENTRY_ORIGINS,
    description: 'Who wrote it: a client, the `assets` of the portfolio, an event.',
  })
  origin: EntryOrigin;

  @ApiPropertyOptional({
    enum: PRICE_BASES,
    description: 'Of a lot of `assets`: which shares its numbers are of.',
  })
  basis?: PriceBasis;

  @ApiProperty({
    type: 'integer',
    example: 1,
    description: 'Rises with every change; the ETag is made of it.',
  })
  version: number;

  @ApiProperty({ example: '2024-05-13T15:00:00.000Z', format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2024-05-13T15:00:00.000Z', format: 'date-time' })
  updated_at: Date;

  static of({ seq: _seq, lots, ...entry }: Entry): TransactionDto {
    const { fx_rate, fee, tax, quantity, price, amount, cost } = entry;
    const { ratio_n, ratio_d, cost_share, cash_per_share } = entry;
    const exact = {
      fx_rate,
      fee,
      tax,
      quantity,
      price,
      amount,
      cost,
      ratio_n,
      ratio_d,
      cost_share,
      cash_per_share,
    };
    const sent = Object.entries(exact).flatMap(([field, text]) =>
      text === undefined ? [] : [[field, exactNumber(text)] as const],
    );
    return {
      ...(entry as Omit<Entry, keyof typeof exact | 'seq' | 'lots'>),
      ...(Object.fromEntries(sent) as Partial<Record<keyof typeof exact, Sent>>),
      ...(lots && {
        lots: lots.map(({ quantity: part, ...lot }) => ({ ...lot, quantity: exactNumber(part) })),
      }),
    };
  }
}

@ApiSchema({ name: 'TransactionPage' })
export class TransactionPageDto {
  @ApiProperty({ type: [TransactionDto] })
  items: TransactionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}

@ApiSchema({ name: 'TransactionList' })
export class TransactionListDto {
  @ApiProperty({ type: [TransactionDto], description: 'The lines made, in the order given.' })
  items: TransactionDto[];
}
