import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { exactNumber } from '../../common/numbers/exact-number';
import { ImportRow, ROW_STATUSES, RowStatus } from '../import-row';

@ApiSchema({ name: 'ImportRowProblem' })
export class ImportRowProblemDto {
  @ApiProperty({ example: 'row.unknown_symbol', description: 'Stable.' })
  code: string;

  @ApiProperty({ example: 'no instrument is known as US0378331005; choose one' })
  message: string;

  @ApiPropertyOptional({ example: 'symbol' })
  field?: string;
}

@ApiSchema({ name: 'ImportRow', description: 'One row of the preview.' })
export class ImportRowDto {
  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Place in the preview, from 0; what PATCH names.',
  })
  row: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'In the file, from 1.' })
  line: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { Date: '13.05.2024', Type: 'Buy', ISIN: 'US0378331005' },
    description: 'As it stands in the file; long cells are cut.',
  })
  raw: Record<string, string>;

  @ApiProperty({
    enum: ROW_STATUSES,
    enumName: 'ImportRowStatus',
    description:
      '`new` will be written; `duplicate`: the ledger has it; `conflict`: the account has another line of that id, or ' +
      'the year is locked; `error`: cannot be read, or takes back what is no row to be written; `unknown_symbol`: choose ' +
      'a symbol; `ignored`: makes no line, such as a row that another one of the file takes back.',
  })
  status: RowStatus;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: {
      account_id: '665f1f77bcf86cd799439012',
      type: 'buy',
      date: '2024-05-13',
      symbol: 'AAPL',
      quantity: 10,
      price: 182.5,
    },
    description:
      'The line that it becomes, in the form that `POST transactions` takes; a lot of `assets` of our own export has its `basis` too.',
  })
  transaction: Record<string, unknown> | null;

  @ApiProperty({ type: [ImportRowProblemDto] })
  problems: ImportRowProblemDto[];

  static of({ row, line, raw, status, transaction, problems }: ImportRow): ImportRowDto {
    return {
      row,
      line,
      raw: { ...raw },
      status,
      transaction: transaction && sent(transaction),
      problems: [...problems],
    };
  }
}

const EXACT: ReadonlySet<string> = new Set([
  'quantity',
  'price',
  'amount',
  'fee',
  'tax',
  'fx_rate',
  'cost',
  'ratio_n',
  'ratio_d',
  'cost_share',
  'cash_per_share',
]);

function sent(transaction: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(transaction).map(([field, value]: [string, unknown]) => [
      field,
      EXACT.has(field) && typeof value === 'string' ? exactNumber(value) : value,
    ]),
  );
}

@ApiSchema({ name: 'ImportRowPage' })
export class ImportRowPageDto {
  @ApiProperty({ type: [ImportRowDto] })
  items: ImportRowDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
