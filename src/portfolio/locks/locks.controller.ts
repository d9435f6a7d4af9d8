import { Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { userNotFound } from '../../users/users.errors';
import { ApiLedger } from '../ledger/ledger-api';
import { YearLockDto, YearLockListDto } from './locks.dto';
import { LocksService } from './locks.service';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

@ApiLedger()
@Controller({ path: 'portfolio/:id/locks', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class LocksController {
  constructor(private readonly locks: LocksService) {}

  @Get()
  @ApiOperation({ summary: 'The locked years.' })
  @ApiOkResponse({ type: YearLockListDto })
  async list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
  ): Promise<YearLockListDto> {
    return { items: await this.locks.list(identity, id), next_cursor: null };
  }

  @Put(':year')
  @ApiParam({ name: 'year', schema: { type: 'integer', minimum: 1900, maximum: 2199 }, example: 2023 })
  @ApiOperation({
    summary: 'Lock a year that is over.',
    description:
      'From then on no line of that year or before can be added, changed or removed (423 `ledger.locked`), nor the base ' +
      'currency or the method of an account be changed. Reports whose window ends in a locked year or before (they name a ' +
      '`to`) stay the same byte for byte until a release renders them otherwise: those of lines (`realised_gains`, ' +
      '`income`, `transactions`) say what the ledger said when the year was locked, `performance` and `holdings` what the ' +
      'first report of their window and account said, whatever prices, rates, splits and names become. One that lacks a ' +
      'price or a rate which may still come, as while a provider is away, is not kept; the next is made anew. The other ' +
      'routes follow the prices.',
  })
  @ApiOkResponse({ type: YearLockDto })
  @ApiProblems(userNotFound)
  lock(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('year') year: string,
  ): Promise<YearLockDto> {
    return this.locks.lock(identity, id, /^\d{4}$/.test(year) ? Number(year) : Number.NaN);
  }
}
