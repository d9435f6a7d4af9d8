import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { ApiSort, BY_CODE_POINT } from '../../common/paging/api-sort.decorator';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';

export class UsersQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 100,
    example: 'lovelace',
    description: 'A part of the address or the name, in any case.',
  })
  @IfGiven()
  @Transform(trimmed)
  @Length(1, 100)
  @IsString()
  q?: string;

  @ApiSort(sortsOf('created_at', 'last_login', 'email', 'full_name'), {
    default: '-created_at',
    description: `Who never signed in is the earliest. ${BY_CODE_POINT}`,
  })
  sort: Sort<'created_at' | 'last_login' | 'email' | 'full_name'> = '-created_at';
}
