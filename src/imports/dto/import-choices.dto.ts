import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsId } from '../../common/ids/is-id';
import { IsSymbol } from '../../common/symbols/symbol';
import { DATE_ORDERS, DateOrder } from '../../common/text/read-date';
import { DecimalMark } from '../../common/text/read-number';
import { IfGiven } from '../../common/validation/if-given';
import { MOST_ROWS } from '../files/source';
import { FORMAT_NAMES } from '../formats/all-formats';
import { ImportMappingDto } from './import-mapping.dto';

export const DECIMAL_MARKS = ['.', ','] as const;

@ApiSchema({ name: 'ImportAccountChoice' })
export class ImportAccountChoiceDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'U1234567',
    description: 'As the file names it; null: every account that is not chosen itself.',
  })
  @IsOptional()
  @MaxLength(300)
  @IsString()
  name: string | null;

  @ApiPropertyOptional({
    example: '665f1f77bcf86cd799439012',
    description: 'One of the portfolio; or `create` in place of it.',
  })
  @IfGiven()
  @IsId()
  account_id?: string;

  @ApiPropertyOptional({
    type: Boolean,
    enum: [true],
    description:
      'Opens it when the import is applied, as its `opens` tells. Where the portfolio has one of the name, that is it.',
  })
  @IfGiven()
  @IsIn([true])
  create?: true;
}

@ApiSchema({ name: 'ImportSymbolChoice' })
export class ImportSymbolChoiceDto {
  @ApiProperty({ example: 'isin:US0378331005@EUR', description: 'The `key` of a symbol of the import.' })
  @MaxLength(300)
  @IsString()
  key: string;

  @ApiProperty({
    example: 'APC.DE',
    description: 'Remembered for your next files. `PRIVATE:` and a name where you price it yourself.',
  })
  @IsSymbol()
  symbol: string;
}

@ApiSchema({ name: 'ImportRowCorrection' })
export class ImportRowCorrectionDto {
  @ApiProperty({ type: 'integer', example: 7 })
  @Min(0)
  @Max(MOST_ROWS)
  @IsInt()
  row: number;

  @ApiPropertyOptional({
    enum: ['skip', 'keep'],
    description: '`skip` leaves the row out, `keep` takes it though it looks like a duplicate.',
  })
  @IfGiven()
  @IsIn(['skip', 'keep'])
  action?: 'skip' | 'keep';

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { fee: 1.5 },
    description: 'Fields of its line; null takes one away. All of them, where the row is no line by itself.',
  })
  @IfGiven()
  @IsObject()
  transaction?: Record<string, unknown>;
}

@ApiSchema({
  name: 'CorrectImport',
  description: 'Only what it names changes; null takes a correction back.',
})
export class CorrectImportDto {
  @ApiPropertyOptional({ type: String, nullable: true, enum: FORMAT_NAMES, example: 'generic' })
  @IsOptional()
  @IsIn(FORMAT_NAMES)
  format?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, enum: DECIMAL_MARKS, example: ',' })
  @IsOptional()
  @IsIn(DECIMAL_MARKS)
  decimal?: DecimalMark | null;

  @ApiPropertyOptional({ type: String, nullable: true, enum: DATE_ORDERS, example: 'DMY' })
  @IsOptional()
  @IsIn(DATE_ORDERS)
  date_order?: DateOrder | null;

  @ApiPropertyOptional({ type: ImportMappingDto, nullable: true })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ImportMappingDto)
  mapping?: ImportMappingDto | null;

  @ApiPropertyOptional({
    type: [ImportAccountChoiceDto],
    maxItems: 100,
    example: [{ name: null, create: true }],
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ImportAccountChoiceDto)
  accounts?: ImportAccountChoiceDto[];

  @ApiPropertyOptional({ type: [ImportSymbolChoiceDto], maxItems: 1_000 })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ImportSymbolChoiceDto)
  symbols?: ImportSymbolChoiceDto[];

  @ApiPropertyOptional({ type: [ImportRowCorrectionDto], maxItems: 1_000 })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ImportRowCorrectionDto)
  rows?: ImportRowCorrectionDto[];
}
