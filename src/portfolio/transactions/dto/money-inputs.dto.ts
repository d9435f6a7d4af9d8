import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ApiExactNumber, IsExactNumber } from '../../../common/numbers/exact-number';
import { IsSymbol } from '../../../common/symbols/symbol';
import { IfGiven } from '../../../common/validation/if-given';
import { LineInputDto } from './line-input.dto';

@ApiSchema({ name: 'DividendInput' })
export class DividendInputDto extends LineInputDto {
  @ApiProperty({ enum: ['dividend'], description: '`tax` is what was withheld.' })
  type: 'dividend';

  @ApiProperty({ example: 'KO', description: 'Need not be held any more.' })
  @IsSymbol()
  symbol: string;

  @ApiExactNumber({ example: 38.8, description: 'Gross, at least 0.' })
  @IsExactNumber()
  amount: string;
}

@ApiSchema({ name: 'CashIncomeInput' })
export class CashIncomeInputDto extends LineInputDto {
  @ApiProperty({ enum: ['interest', 'reward'], description: 'Interest below 0 is debit interest, a cost.' })
  type: 'interest' | 'reward';

  @ApiExactNumber({ example: 3.12 })
  @IsExactNumber({ min: '-1e15' })
  amount: string;
}

@ApiSchema({ name: 'CostInput' })
export class CostInputDto extends LineInputDto {
  @ApiProperty({ enum: ['fee', 'tax'] })
  type: 'fee' | 'tax';

  @ApiExactNumber({ example: 4.9, description: 'Below 0: a refund.' })
  @IsExactNumber({ min: '-1e15' })
  amount: string;

  @ApiPropertyOptional({
    example: 'KO',
    description:
      'What it was paid for. With the `group_id` of a transfer: what was lost on the way, a fee in kind.',
  })
  @IfGiven()
  @IsSymbol()
  symbol?: string;
}

@ApiSchema({ name: 'CashFlowInput' })
export class CashFlowInputDto extends LineInputDto {
  @ApiProperty({ enum: ['deposit', 'withdrawal'], description: 'Only in an account that tracks cash.' })
  type: 'deposit' | 'withdrawal';

  @ApiExactNumber({ example: 2500, description: 'Above 0.' })
  @IsExactNumber({ above: true })
  amount: string;
}

@ApiSchema({ name: 'CashTransferInput' })
export class CashTransferInputDto extends LineInputDto {
  @ApiProperty({
    enum: ['transfer_in', 'transfer_out'],
    description: 'Two legs of one `group_id` in different currencies are a conversion.',
  })
  type: 'transfer_in' | 'transfer_out';

  @ApiExactNumber({ example: 500, description: 'Above 0.' })
  @IsExactNumber({ above: true })
  amount: string;
}

@ApiSchema({ name: 'ReturnOfCapitalInput' })
export class ReturnOfCapitalInputDto extends LineInputDto {
  @ApiProperty({ enum: ['return_of_capital'] })
  type: 'return_of_capital';

  @ApiProperty({ example: 'KO' })
  @IsSymbol()
  symbol: string;

  @ApiExactNumber({
    example: 12.4,
    description: 'Above 0; lowers the cost of the open lots, the rest is gain.',
  })
  @IsExactNumber({ above: true })
  amount: string;
}
