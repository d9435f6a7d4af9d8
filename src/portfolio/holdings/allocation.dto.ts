import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { HOLDING_REASONS } from './holdings.dto';
import { AccountFilter } from '../dto/account-filter';

export const ALLOCATED_BY = ['class', 'sector', 'country', 'currency', 'account', 'tag'] as const;
export type AllocatedBy = (typeof ALLOCATED_BY)[number];

export class AllocationQueryDto {
  @ApiPropertyOptional({ enum: ALLOCATED_BY, default: 'class' })
  @IsIn(ALLOCATED_BY)
  by: AllocatedBy = 'class';

  @AccountFilter()
  account?: string;
}

@ApiSchema({ name: 'AllocationGroup' })
export class AllocationGroupDto {
  @ApiProperty({
    example: 'equity',
    description:
      'A class, a sector, a country, a currency, the id of an account, a tag; `cash`, `unknown`, `untagged` or `in_transit`.',
  })
  key: string;

  @ApiProperty({ example: 'equity', description: 'The name of an account; else the key.' })
  label: string;

  @ApiProperty({
    example: 9_138.4,
    description: 'In the currency of the portfolio; below 0 for an overdraft.',
  })
  market_value: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 0.6,
    description: 'A fraction of the whole; null where that is not above 0.',
  })
  weight: number | null;

  @ApiProperty({ type: [String], example: ['AAPL'] })
  symbols: string[];
}

@ApiSchema({ name: 'AllocationMissing' })
export class AllocationMissingDto {
  @ApiProperty({ example: 'OLDCO', description: 'A symbol, or the currency of cash.' })
  symbol: string;

  @ApiProperty({ enum: HOLDING_REASONS, example: 'no_price' })
  reason: (typeof HOLDING_REASONS)[number];
}

@ApiSchema({ name: 'AllocationGroups' })
export class AllocationGroupsDto {
  @ApiProperty({ enum: ALLOCATED_BY, example: 'class' })
  by: AllocatedBy;

  @ApiProperty({ example: 'USD', description: 'Of the portfolio.' })
  base_currency: string;

  @ApiProperty({ example: 15_230.5, description: 'Of what has a value, cash included.' })
  market_value: number;

  @ApiProperty({ type: [AllocationGroupDto], description: 'Largest first.' })
  items: AllocationGroupDto[];

  @ApiProperty({
    type: [AllocationMissingDto],
    example: [],
    description: 'What has no value and is left out.',
  })
  missing: AllocationMissingDto[];
}
