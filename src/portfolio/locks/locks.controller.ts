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
      'currency or the method of an account be changed. Reports of the lines of the year (`realised_gains`, `income`, ' +
      '`transactions`) stay the same byte for byte; those of its values follow the prices, and tell when they were computed.',
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
