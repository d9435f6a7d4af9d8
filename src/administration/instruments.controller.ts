import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AuditTrail } from '../audit/audit-trail';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { validationFailed } from '../common/errors/http.errors';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../common/identity/identity.decorators';
import { invalidSymbol, parseListedSymbol } from '../common/symbols/symbol';
import { Paged } from '../common/paging/paged.decorator';
import { InstrumentChanges } from '../market/changes/instrument-changes';
import { changeNotFound, changesInCircle, tooManyChanges } from '../market/changes/instrument-changes.errors';
import { InstrumentChangesQueryDto } from './dto/instrument-changes-query.dto';
import {
  ChangeInstrumentDto,
  InstrumentChangeDto,
  InstrumentChangePageDto,
} from './dto/instrument-change.dto';

/** What became of instruments, where no provider tells. */
@ApiTags('administration')
@Controller({ path: 'admin/instruments', version: '1' })
export class InstrumentsController {
  constructor(
    private readonly changes: InstrumentChanges,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SuperuserOnly()
  @Paged()
  @ApiOperation({ summary: 'Instruments that were renamed, merged or delisted, newest first (superusers).' })
  @ApiOkResponse({ type: InstrumentChangePageDto })
  async list(@Query() query: InstrumentChangesQueryDto): Promise<InstrumentChangePageDto> {
    const { items, next_cursor } = await this.changes.page(query);
    return { items: items.map((change) => InstrumentChangeDto.of(change)), next_cursor };
  }

  @Put(':symbol')
  @SuperuserOnly()
  @ApiOperation({
    summary: 'Says that an instrument was renamed, merged into another, or delisted (superusers).',
    description:
      'Ledgers, watchlists and alerts keep the symbol. Of a renamed or merged one providers are asked under the other; a ' +
      'delisted one keeps its last price before `since`, which is `no_newer_data`; nothing of `since` or later is fetched, ' +
      'and quotes, bars and dividends of these days that were fetched before count no more, until it is taken back. ' +
      'Imported bars stay. Before `since` (UTC) nothing changes. Other processes hear of it at once, ' +
      'workers within ten seconds; what was remembered of the symbol before, such as that it is unknown, counts no more.',
  })
  @ApiParam({ name: 'symbol', example: 'FB' })
  @ApiOkResponse({ type: InstrumentChangeDto })
  @ApiProblems(invalidSymbol, changesInCircle, tooManyChanges)
  async put(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol') name: string,
    @Body() { kind, into, since = calendarDayOf(this.clock.now()) }: ChangeInstrumentDto,
  ): Promise<InstrumentChangeDto> {
    const symbol = parseListedSymbol(name);
    if ((kind === 'delisted') !== (into === undefined)) {
      const message =
        kind === 'delisted' ? 'into is nothing of a delisted instrument' : `into is needed for ${kind}`;
      throw validationFailed([{ field: 'into', message }]);
    }
    const change = await this.changes.put({ symbol, kind, into: into ?? null, since });
    await this.audit.record({
      action: 'instrument.changed',
      actor_id: userId,
      target: { kind: 'instrument', id: symbol },
      user_id: null,
      facts: { kind, since, ...(into !== undefined && { into }) },
    });
    return InstrumentChangeDto.of(change);
  }

  @Delete(':symbol')
  @SuperuserOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes back what was said of an instrument (superusers).' })
  @ApiParam({ name: 'symbol', example: 'FB' })
  @ApiNoContentResponse()
  @ApiProblems(invalidSymbol, changeNotFound)
  async remove(@CurrentIdentity() { userId }: Identity, @Param('symbol') name: string): Promise<void> {
    const symbol = parseListedSymbol(name);
    await this.changes.remove(symbol);
    await this.audit.record({
      action: 'instrument.change_taken_back',
      actor_id: userId,
      target: { kind: 'instrument', id: symbol },
      user_id: null,
    });
  }
}
