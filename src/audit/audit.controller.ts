import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SuperuserOnly } from '../common/identity/identity.decorators';
import { Paged } from '../common/paging/paged.decorator';
import { AuditLog } from './audit-log';
import { AuditEntryDto, AuditPageDto } from './dto/audit-entry.dto';
import { AuditQueryDto } from './dto/audit-query.dto';

@ApiTags('administration')
@Controller({ path: 'audit', version: '1' })
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @SuperuserOnly()
  @Paged()
  @ApiOperation({
    summary: 'Who did what to whose account, newest first (superusers).',
    description: 'Entries are kept for 400 days; nothing changes or removes one before.',
  })
  @ApiOkResponse({ type: AuditPageDto })
  async list(@Query() query: AuditQueryDto): Promise<AuditPageDto> {
    const { items, next_cursor } = await this.log.page(query);
    return { items: items.map((entry) => AuditEntryDto.of(entry)), next_cursor };
  }
}
