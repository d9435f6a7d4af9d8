import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { DATE_ORDERS, DateOrder } from '../../common/text/read-date';
import { DecimalMark } from '../../common/text/read-number';
import type { ReadOptions } from '../formats/import-format';
import type { ImportTemplate } from '../templates/import-template';
import { DECIMAL_MARKS } from './import-choices.dto';
import { ImportMappingDto } from './import-mapping.dto';

@ApiSchema({ name: 'SaveImportTemplate' })
export class SaveImportTemplateDto {
  @ApiProperty({ type: ImportMappingDto })
  @IsObject()
  @ValidateNested()
  @Type(() => ImportMappingDto)
  mapping: ImportMappingDto;

  @ApiPropertyOptional({ type: String, nullable: true, enum: DECIMAL_MARKS, example: ',' })
  @IsOptional()
  @IsIn(DECIMAL_MARKS)
  decimal?: DecimalMark | null;

  @ApiPropertyOptional({ type: String, nullable: true, enum: DATE_ORDERS, example: 'DMY' })
  @IsOptional()
  @IsIn(DATE_ORDERS)
  date_order?: DateOrder | null;
}

@ApiSchema({ name: 'ImportTemplate', description: 'How you read one kind of table.' })
export class ImportTemplateDto {
  @ApiProperty({ example: 'My bank' })
  name: string;

  @ApiProperty({ type: ImportMappingDto })
  mapping: ImportMappingDto;

  @ApiProperty({ type: String, enum: DECIMAL_MARKS, nullable: true, example: ',' })
  decimal: string | null;

  @ApiProperty({ type: String, enum: DATE_ORDERS, nullable: true, example: 'DMY' })
  date_order: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T09:00:00.000Z' })
  updated_at: string;

  static of({ name, options, updated_at }: ImportTemplate): ImportTemplateDto {
    const { columns = {}, types = {} } = options.mapping ?? {};
    return {
      name,
      mapping: { columns: { ...columns }, types: { ...types } },
      decimal: options.decimal ?? null,
      date_order: options.dateOrder ?? null,
      updated_at: updated_at.toISOString(),
    };
  }
}

@ApiSchema({ name: 'ImportTemplatePage' })
export class ImportTemplatePageDto {
  @ApiProperty({ type: [ImportTemplateDto] })
  items: ImportTemplateDto[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Always null: a user has at most 50.',
  })
  next_cursor: string | null;
}

/** What a body says of a template, as reading takes it. */
export function toReadOptions({ mapping, decimal, date_order }: SaveImportTemplateDto): ReadOptions {
  const { columns, types } = mapping;
  return {
    mapping: { columns, types },
    ...(decimal && { decimal }),
    ...(date_order && { dateOrder: date_order }),
  };
}
