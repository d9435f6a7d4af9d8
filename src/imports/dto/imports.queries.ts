import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsString, Length } from 'class-validator';
import { IsId } from '../../common/ids/is-id';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort, BY_CODE_POINT } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { IsOneLine } from '../../common/text/one-line';
import { IfGiven } from '../../common/validation/if-given';
import { FORMAT_NAMES } from '../formats/all-formats';
import { IMPORT_STATUSES, ImportStatus } from '../import';
import { SKIPPABLE, Skippable } from '../import-applier';
import { ROW_STATUSES, RowStatus } from '../import-row';

export class UploadQueryDto {
  @ApiPropertyOptional({
    example: 'Transactions.csv',
    description: 'Of a raw body; a multipart file has its own.',
  })
  @IfGiven()
  @IsOneLine()
  @Length(1, 200)
  @IsString()
  file_name?: string;

  @ApiPropertyOptional({ enum: FORMAT_NAMES, description: 'Found out when left out.' })
  @IfGiven()
  @IsIn(FORMAT_NAMES)
  format?: string;

  @ApiPropertyOptional({ example: '665f1f77bcf86cd799439012', description: 'The account of all rows.' })
  @IfGiven()
  @IsId()
  account?: string;

  @ApiPropertyOptional({
    example: 'My bank',
    description: 'One of your templates: how its columns are read.',
  })
  @IfGiven()
  @Length(1, 100)
  @IsString()
  template?: string;
}

export class ImportsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: IMPORT_STATUSES, enumName: 'ImportStatus' })
  @IfGiven()
  @IsIn(IMPORT_STATUSES)
  status?: ImportStatus;

  @ApiSort(sortsOf('created_at', 'file_name'), {
    default: '-created_at',
    description: `What has no file name is the first. ${BY_CODE_POINT}`,
  })
  sort: Sort<'created_at' | 'file_name'> = '-created_at';
}

export class ImportRowsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: ROW_STATUSES, enumName: 'ImportRowStatus' })
  @IfGiven()
  @IsIn(ROW_STATUSES)
  status?: RowStatus;
}

@ApiSchema({ name: 'ApplyImport' })
export class ApplyImportDto {
  @ApiPropertyOptional({
    type: [String],
    enum: SKIPPABLE,
    description: 'Rows of these statuses stay behind; those not named hold up the import.',
    example: ['error'],
  })
  @IfGiven()
  @IsIn(SKIPPABLE, { each: true })
  @ArrayMaxSize(3)
  @IsArray()
  skip?: Skippable[];
}
