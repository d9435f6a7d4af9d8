import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { COST_METHODS, DIVIDEND_MODES } from '../../analytics/ledger/model/account';
import type { CostMethod, DividendMode } from '../../analytics/ledger/model/account';

@ApiSchema({ name: 'ImportAccountSettings', description: 'The settings of an account that an import opens.' })
export class ImportAccountSettingsDto {
  @ApiProperty({ example: 'Depot' })
  name: string;

  @ApiProperty({ type: String, nullable: true, example: 'Trade Republic' })
  broker: string | null;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ enum: COST_METHODS })
  cost_method: CostMethod;

  @ApiProperty({ example: true })
  tracks_cash: boolean;

  @ApiProperty({ enum: DIVIDEND_MODES })
  dividends: DividendMode;
}

@ApiSchema({ name: 'ImportAccount', description: 'An account of the file, and where its rows go.' })
export class ImportAccountDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'U1234567',
    description: 'Null: rows that name none.',
  })
  name: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'USD' })
  currency: string | null;

  @ApiProperty({ type: 'integer', example: 120 })
  rows: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '665f1f77bcf86cd799439012',
    description: 'Null: its rows wait until one is chosen. With `create` the id that the account will have.',
  })
  account_id: string | null;

  @ApiProperty({ example: true })
  is_guess: boolean;

  @ApiProperty({ example: false, description: 'Whether it is opened when the import is applied.' })
  create: boolean;

  @ApiProperty({
    type: ImportAccountSettingsDto,
    nullable: true,
    description:
      'How `create` opens it: as our own export tells, else in the currency of its first row, with tracked cash where ' +
      'money moves. Null where the portfolio has an account of the name, and where none can be opened.',
  })
  opens: ImportAccountSettingsDto | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Where `account_id` has other settings than our own export tells: which.',
  })
  warning: string | null;
}
