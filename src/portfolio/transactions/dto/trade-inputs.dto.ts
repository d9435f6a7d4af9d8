import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';
import { IsCalendarDay } from '../../../common/calendar/calendar-day';
import { IsId } from '../../../common/ids/is-id';
import { ApiExactNumber, IsExactNumber } from '../../../common/numbers/exact-number';
import { IsSymbol } from '../../../common/symbols/symbol';
import { IfGiven } from '../../../common/validation/if-given';
import { LineInputDto } from './line-input.dto';

const MOST_NAMED_LOTS = 1_000;

/** A line of shares. */
export abstract class ShareLineInputDto extends LineInputDto {
  @ApiProperty({ example: 'AAPL', description: 'Upper-cased on input.' })
  @IsSymbol()
  symbol: string;

  @ApiExactNumber({ example: 10, description: 'Above 0, as traded that day; up to 18 decimals and 10^15.' })
  @IsExactNumber({ above: true })
  quantity: string;
}

abstract class TradeInputDto extends ShareLineInputDto {
  @ApiExactNumber({
    example: 182.5,
    description: 'At least 0, for one share as traded that day, in `currency`.',
  })
  @IsExactNumber()
  price: string;
}

@ApiSchema({ name: 'BuyInput' })
export class BuyInputDto extends TradeInputDto {
  @ApiProperty({ enum: ['buy'] })
  type: 'buy';
}

@ApiSchema({ name: 'NamedLot' })
export class NamedLotInputDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013', description: 'The line that acquired the lot.' })
  @IsId()
  transaction_id: string;

  @ApiExactNumber({ example: 4, description: 'Above 0, in shares of the day of the sale.' })
  @IsExactNumber({ above: true })
  quantity: string;
}

@ApiSchema({ name: 'SellInput' })
export class SellInputDto extends TradeInputDto {
  @ApiProperty({ enum: ['sell'], description: 'A price of 0 writes off.' })
  type: 'sell';

  @ApiPropertyOptional({
    type: [NamedLotInputDto],
    description:
      'Lots that are used up first, where the method of the account is `specific`; the rest goes by fifo.',
  })
  @IfGiven()
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED_LOTS)
  @IsArray()
  @Type(() => NamedLotInputDto)
  lots?: NamedLotInputDto[];
}

@ApiSchema({ name: 'RewardInKindInput' })
export class RewardInKindInputDto extends TradeInputDto {
  @ApiProperty({
    enum: ['interest', 'reward'],
    description: 'In kind: `price` is the fair value of one, which is the cost of the lot and income.',
  })
  type: 'interest' | 'reward';
}

@ApiSchema({ name: 'ShareTransferInInput' })
export class ShareTransferInInputDto extends ShareLineInputDto {
  @ApiProperty({ enum: ['transfer_in'] })
  type: 'transfer_in';

  @ApiExactNumber({
    required: false,
    example: 1500,
    description: 'Total cost, for a leg without partner; without it its basis is unknown.',
  })
  @IfGiven()
  @IsExactNumber()
  cost?: string;

  @ApiPropertyOptional({
    example: '2019-03-04',
    format: 'date',
    description: 'Day of the original acquisition, for a leg without partner; `date` when left out.',
  })
  @IfGiven()
  @IsCalendarDay()
  acquired_on?: string;
}

@ApiSchema({ name: 'ShareTransferOutInput' })
export class ShareTransferOutInputDto extends ShareLineInputDto {
  @ApiProperty({
    enum: ['transfer_out'],
    description: 'With a `transfer_in` of the same `group_id` it carries lots, costs and days along.',
  })
  type: 'transfer_out';
}

@ApiSchema({ name: 'AdjustmentInput' })
export class AdjustmentInputDto extends LineInputDto {
  @ApiProperty({ enum: ['adjustment'] })
  type: 'adjustment';

  @ApiProperty({ example: 'AAPL' })
  @IsSymbol()
  symbol: string;

  @ApiExactNumber({ example: -0.25, description: 'Above 0: shares more; below 0: shares fewer.' })
  @IsExactNumber({ min: '-1e15' })
  quantity: string;

  @ApiExactNumber({
    required: false,
    example: 40,
    description: 'Total cost of what is added; without it its basis is unknown.',
  })
  @IfGiven()
  @IsExactNumber()
  cost?: string;
}
