import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { ApiExactNumber, IsExactNumber } from '../../../common/numbers/exact-number';
import { IsSymbol } from '../../../common/symbols/symbol';
import { IfGiven } from '../../../common/validation/if-given';
import { LineInputDto } from './line-input.dto';

const MOST_RATIO = 1_000_000;

abstract class CorporateInputDto extends LineInputDto {
  @ApiProperty({ example: 'NVDA' })
  @IsSymbol()
  symbol: string;
}

@ApiSchema({ name: 'SplitInput' })
export class SplitInputDto extends CorporateInputDto {
  @ApiProperty({
    enum: ['split'],
    description:
      'In all accounts of the portfolio. `denominator` shares become `numerator`; a bonus issue is a split.',
  })
  type: 'split';

  @ApiProperty({ example: 10, minimum: 1, maximum: MOST_RATIO })
  @Max(MOST_RATIO)
  @Min(1)
  @IsInt()
  numerator: number;

  @ApiProperty({ example: 1, minimum: 1, maximum: MOST_RATIO })
  @Max(MOST_RATIO)
  @Min(1)
  @IsInt()
  denominator: number;
}

@ApiSchema({ name: 'SpinOffInput' })
export class SpinOffInputDto extends CorporateInputDto {
  @ApiProperty({
    enum: ['spin_off'],
    description: 'For each `ratio_d` held come `ratio_n` of `into`; days are kept.',
  })
  type: 'spin_off';

  @ApiProperty({ example: 'NEWCO' })
  @IsSymbol()
  into: string;

  @ApiExactNumber({ example: 1 })
  @IsExactNumber({ above: true })
  ratio_n: string;

  @ApiExactNumber({ example: 4 })
  @IsExactNumber({ above: true })
  ratio_d: string;

  @ApiExactNumber({ example: 0.12, description: "The share of each lot's cost that moves, 0 to 1." })
  @IsExactNumber({ max: '1' })
  cost_share: string;
}

@ApiSchema({ name: 'MergerInput' })
export class MergerInputDto extends CorporateInputDto {
  @ApiProperty({
    enum: ['merger'],
    description:
      'All shares leave: for each `ratio_d` come `ratio_n` of `into`, and `cash_per_share` for each. The cash is a ' +
      'disposal of its part by value, from the last close of `into` up to the day; where there is none in 31 days, ' +
      'what either part cost is not known (`basis_unknown`).',
  })
  type: 'merger';

  @ApiPropertyOptional({ example: 'NEWCO', description: 'With `ratio_n` and `ratio_d`.' })
  @IfGiven()
  @IsSymbol()
  into?: string;

  @ApiExactNumber({ required: false, example: 1 })
  @IfGiven()
  @IsExactNumber({ above: true })
  ratio_n?: string;

  @ApiExactNumber({ required: false, example: 2 })
  @IfGiven()
  @IsExactNumber({ above: true })
  ratio_d?: string;

  @ApiExactNumber({ required: false, example: 12.5 })
  @IfGiven()
  @IsExactNumber()
  cash_per_share?: string;
}
