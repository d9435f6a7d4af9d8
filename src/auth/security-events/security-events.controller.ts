import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditLog } from '../../audit/audit-log';
import { EventsQueryDto } from '../../audit/dto/events-query.dto';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { Paged } from '../../common/paging/paged.decorator';
import { SecurityEventDto, SecurityEventPageDto } from '../dto/security-event.dto';

/** What happened to the safety of one's own account. */
@ApiTags('users')
@RequiresScope(SESSION)
@Controller({ path: 'users/me/security-events', version: '1' })
export class SecurityEventsController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @Paged()
  @ApiOperation({
    summary: 'Sign-ins, changes of password and address, tokens, ended sessions and the like, newest first.',
    description: 'Of the last 400 days.',
  })
  @ApiOkResponse({ type: SecurityEventPageDto })
  async list(
    @CurrentIdentity() { userId }: Identity,
    @Query() query: EventsQueryDto,
  ): Promise<SecurityEventPageDto> {
    const { items, next_cursor } = await this.log.page({ ...query, user_id: userId });
    return { items: items.map((entry) => SecurityEventDto.of(entry)), next_cursor };
  }
}
