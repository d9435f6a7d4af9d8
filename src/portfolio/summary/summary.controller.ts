import { Controller, Get, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { readableNumbers } from '../../common/numbers/readable-number';
import { NetWorthDto, SummaryQueryDto } from './summary.dto';
import { SummaryService } from './summary.service';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';
import { userNotFound } from '../../users/users.errors';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { READ_PROBLEMS } from '../ledger/ledger-api';
import { RequestCost } from '../../platform/http/limits/request-cost.decorator';

@ApiTags('portfolio')
@ApiProblems(...READ_PROBLEMS, userNotFound)
@RequiresScope('values')
@Controller({ path: 'portfolio/summary', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class SummaryController {
  constructor(private readonly summary: SummaryService) {}

  @Get()
  @RequestCost(5)
  @ApiOperation({
    summary:
      'Your net worth over all portfolios, in one currency: now, since the day before, and as a sparkline.',
  })
  @ApiOkResponse({ type: NetWorthDto })
  async get(
    @CurrentIdentity() identity: Identity,
    @Query() { currency, days }: SummaryQueryDto,
  ): Promise<NetWorthDto> {
    return readableNumbers(await this.summary.netWorth(identity, days, currency));
  }
}
