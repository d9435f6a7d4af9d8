import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Length, ValidateIf } from 'class-validator';
import { COST_METHODS, DIVIDEND_MODES } from '../../../analytics/ledger/model/account';
import type { CostMethod, DividendMode } from '../../../analytics/ledger/model/account';
import { IsCurrency } from '../../../common/currencies/currency-code';
import { IsOneLine } from '../../../common/text/one-line';
import { trimmed } from '../../../common/text/trimmed';
import { IfGiven } from '../../../common/validation/if-given';

const METHOD_NOTE =
  'Which lots a sale uses up: the oldest, the newest, the dearest in base currency, one moving average, or those it names.';
const CASH_NOTE =
  'Whether trades and income move a cash balance; without it their money comes from and goes to outside.';
const DIVIDENDS_NOTE = 'What is done with a dividend that an event announces for a symbol held.';

abstract class AccountSettingsDto {
  @ApiPropertyOptional({ type: String, nullable: true, example: 'Trade Republic', maxLength: 100 })
  @ValidateIf((_, value) => value != null)
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  broker?: string | null;

  @ApiPropertyOptional({
    example: 'EUR',
    description: 'ISO 4217; of lines that name none. The portfolio’s when left out.',
  })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiPropertyOptional({ enum: COST_METHODS, default: 'fifo', description: METHOD_NOTE })
  @IfGiven()
  @IsIn(COST_METHODS)
  cost_method?: CostMethod;

  @ApiPropertyOptional({ example: true, default: false, description: CASH_NOTE })
  @IfGiven()
  @IsBoolean()
  tracks_cash?: boolean;

  @ApiPropertyOptional({ enum: DIVIDEND_MODES, default: 'propose', description: DIVIDENDS_NOTE })
  @IfGiven()
  @IsIn(DIVIDEND_MODES)
  dividends?: DividendMode;
}

@ApiSchema({ name: 'CreateAccount' })
export class CreateAccountDto extends AccountSettingsDto {
  @ApiProperty({ example: 'Depot', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name: string;
}

@ApiSchema({ name: 'ChangeAccount' })
export class ChangeAccountDto extends AccountSettingsDto {
  @ApiPropertyOptional({ example: 'Depot', minLength: 1, maxLength: 100 })
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name?: string;
}

@ApiSchema({ name: 'Account' })
export class AccountDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439012' })
  id: string;

  @ApiProperty({ example: 'Depot' })
  name: string;

  @ApiProperty({ type: String, nullable: true, example: 'Trade Republic' })
  broker: string | null;

  @ApiProperty({ example: 'EUR' })
  currency: string;

  @ApiProperty({ enum: COST_METHODS, description: METHOD_NOTE })
  cost_method: CostMethod;

  @ApiProperty({ example: true, description: CASH_NOTE })
  tracks_cash: boolean;

  @ApiProperty({ enum: DIVIDEND_MODES, description: DIVIDENDS_NOTE })
  dividends: DividendMode;

  @ApiProperty({
    type: 'integer',
    example: 1,
    description: 'Rises with every change; the ETag is made of it.',
  })
  version: number;

  @ApiProperty({ example: '2024-05-01T09:30:00.000Z', format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2024-05-02T10:00:00.000Z', format: 'date-time' })
  updated_at: Date;
}

@ApiSchema({ name: 'AccountPage' })
export class AccountPageDto {
  @ApiProperty({ type: [AccountDto], description: 'All of them, oldest first.' })
  items: AccountDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}

export class DeleteAccountQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'Whether the lines of the account go with it.',
  })
  @IsIn(['true', 'false'])
  cascade: 'true' | 'false' = 'false';
}
