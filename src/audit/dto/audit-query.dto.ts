import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { IsId } from '../../common/ids/is-id';
import { IfGiven } from '../../common/validation/if-given';
import { EventsQueryDto } from './events-query.dto';

export class AuditQueryDto extends EventsQueryDto {
  @ApiPropertyOptional({ description: 'Who did it.' })
  @IfGiven()
  @IsId()
  actor_id?: string;

  @ApiPropertyOptional({ description: 'Whose account it touches.' })
  @IfGiven()
  @IsId()
  user_id?: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'What was acted on: an id, or the name of a queue.' })
  @IfGiven()
  @MaxLength(100)
  @IsString()
  target_id?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'The `X-Request-Id` of what caused it.' })
  @IfGiven()
  @MaxLength(200)
  @IsString()
  request_id?: string;
}
