import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsString, Length } from 'class-validator';
import { IsCurrency } from '../../common/currencies/currency-code';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';
import { AssetDto, AssetInputDto, IsLots, MOST_ASSETS, ReplacedAssetDto } from './asset.dto';

@ApiSchema({ name: 'PortfolioBody' })
export class PortfolioBodyDto {
  @ApiProperty({ example: 'Retirement', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name: string;

  @ApiPropertyOptional({
    example: 'USD',
    description: 'ISO 4217. On POST `USD` when left out; on PUT the portfolio keeps its own.',
  })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiProperty({ type: [AssetInputDto], maxItems: MOST_ASSETS })
  @IsLots(AssetInputDto)
  assets: AssetInputDto[];
}

const CONVERT = {
  default: true,
  description:
    'Whether purchase prices are converted at the rates of their days when the currency changes; with `false` the prices of ' +
    'assets keep their numbers and are taken as of the new currency. Either way the `fx_rate` of a line is put into the new ' +
    'base by the rate of its day; with `false` it is left out where that is not known.',
};

/** A field that a reader has and may send back as it is. */
const AS_READ = { readOnly: true, description: 'Taken as GET gave it, and changes nothing.' };

@ApiSchema({ name: 'PortfolioReplacement' })
export class PortfolioReplacementDto extends OmitType(PortfolioBodyDto, ['assets'] as const) {
  @ApiProperty({ type: [ReplacedAssetDto], maxItems: MOST_ASSETS })
  @IsLots(ReplacedAssetDto)
  assets: ReplacedAssetDto[];

  @ApiPropertyOptional(CONVERT)
  @IfGiven()
  @IsBoolean()
  convert?: boolean;

  @ApiPropertyOptional(AS_READ)
  @IfGiven()
  @IsString()
  id?: string;

  @ApiPropertyOptional(AS_READ)
  @IfGiven()
  @IsString()
  user_id?: string;

  @ApiPropertyOptional({ ...AS_READ, type: 'integer' })
  @IfGiven()
  @IsInt()
  version?: number;

  @ApiPropertyOptional({ ...AS_READ, format: 'date-time' })
  @IfGiven()
  @IsString()
  created_at?: string;

  @ApiPropertyOptional({ ...AS_READ, format: 'date-time' })
  @IfGiven()
  @IsString()
  updated_at?: string;
}

@ApiSchema({ name: 'PortfolioPatch' })
export class PortfolioPatchDto {
  @ApiPropertyOptional({ example: 'Retirement', minLength: 1, maxLength: 100 })
  @IfGiven()
  @Transform(trimmed)
  @IsString()
  @IsOneLine()
  @Length(1, 100)
  name?: string;

  @ApiPropertyOptional({
    example: 'EUR',
    description: 'ISO 4217; lines keep theirs, figures are told in it.',
  })
  @IfGiven()
  @IsCurrency()
  currency?: string;

  @ApiPropertyOptional(CONVERT)
  @IfGiven()
  @IsBoolean()
  convert?: boolean;
}

@ApiSchema({ name: 'Portfolio' })
export class PortfolioDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: '665f1f77bcf86cd799439010' })
  user_id: string;

  @ApiProperty({ example: 'Retirement' })
  name: string;

  @ApiProperty({ example: 'USD' })
  currency: string;

  @ApiProperty({ type: [AssetDto] })
  assets: AssetDto[];

  @ApiProperty({
    type: 'integer',
    example: 3,
    description: 'Rises with every change; the ETag is made of it.',
  })
  version: number;

  @ApiProperty({ example: '2024-05-01T09:30:00.000Z', format: 'date-time' })
  created_at: Date;

  @ApiProperty({ example: '2024-05-02T10:00:00.000Z', format: 'date-time' })
  updated_at: Date;
}

@ApiSchema({ name: 'PortfolioSummary', description: 'A portfolio in a list: how much it holds, not what.' })
export class PortfolioSummaryDto extends OmitType(PortfolioDto, ['assets'] as const) {
  @ApiProperty({ type: 'integer', example: 12, description: 'How many lots it has.' })
  asset_count: number;

  @ApiProperty({ type: 'integer', example: 4, description: 'How many different symbols they are of.' })
  symbol_count: number;

  @ApiProperty({
    example: 15865.4,
    description: 'What all lots whose cost is known cost, in the currency of the portfolio.',
  })
  cost_basis: number;

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'How many lots `cost_basis` leaves out, since their cost is not known.',
  })
  unknown_cost_count: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 0,
    description: 'Issues of the ledger that are not dismissed; null until they were looked for.',
  })
  open_issues: number | null;
}

@ApiSchema({ name: 'PortfolioPage' })
export class PortfolioPageDto {
  @ApiProperty({ type: [PortfolioSummaryDto] })
  items: PortfolioSummaryDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
