import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, MaxLength } from 'class-validator';
import { IsId } from '../../common/ids/is-id';
import { ApiSort } from '../../common/paging/api-sort.decorator';
import { PageQueryDto } from '../../common/paging/page-query.dto';
import { sortsOf } from '../../common/paging/sort';
import type { Sort } from '../../common/paging/sort';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven } from '../../common/validation/if-given';

export class InvitationsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ example: 'grace@example.com', format: 'idn-email', maxLength: 254 })
  @IfGiven()
  @Transform(trimmed)
  @MaxLength(254)
  @IsEmail()
  email?: string;

  @ApiPropertyOptional({ example: '665f1f77bcf86cd799439012', description: 'The administrator’s account.' })
  @IfGiven()
  @IsId()
  invited_by?: string;

  @ApiSort(sortsOf('created_at', 'expires_at', 'email'), { default: '-created_at' })
  sort: Sort<'created_at' | 'expires_at' | 'email'> = '-created_at';
}
