import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { readableNumbers } from '../../common/numbers/readable-number';
import { pageAt } from '../../common/paging/place-cursor';
import { Paged } from '../../common/paging/paged.decorator';
import { accountNotFound } from '../accounts/accounts.errors';
import { allocationBy } from './allocation';
import { AllocationGroupsDto, AllocationQueryDto } from './allocation.dto';
import { HoldingsQueryDto, LiveHoldingPageDto } from './holdings.dto';
import { liveHoldings, sortedHoldings } from './live-holdings';
import { ValuedLedgersService } from './valued-ledger.service';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';
import { READ_PROBLEMS } from '../ledger/ledger-api';

@ApiTags('portfolio')
@ApiProblems(...READ_PROBLEMS, accountNotFound)
@RequiresScope('values')
@Controller({ path: 'portfolio/:id', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class HoldingsController {
  constructor(private readonly valued: ValuedLedgersService) {}

  @Get('holdings')
  @Paged()
  @ApiOperation({
    summary: 'What is held, at the newest prices.',
    description: 'Names, classes and sectors that are not known yet are asked for behind the answer.',
  })
  @ApiOkResponse({ type: LiveHoldingPageDto })
  async holdings(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { account, sort, ...page }: HoldingsQueryDto,
  ): Promise<LiveHoldingPageDto> {
    const valued = await this.valued.of(identity, id, account);
    const rows = liveHoldings(valued);
    const priced = rows.filter(({ market_value }) => market_value !== null);
    const sum = (field: 'market_value' | 'day_change') =>
      rows.length > 0 && priced.length === 0
        ? null
        : priced.reduce((total, row) => total + (row[field] ?? 0), 0);
    return readableNumbers({
      base_currency: valued.portfolio.currency,
      market_value: sum('market_value'),
      day_change: sum('day_change'),
      ...pageAt(sortedHoldings(rows, sort), { ...page, sort }),
    });
  }

  @Get('allocation')
  @ApiOperation({
    summary: 'How what is held is spread, at the newest prices.',
    description:
      'Tracked cash counts. By `tag` a lot counts in each tag of the line that acquired it, so that weights may come to more ' +
      'than 1. What is not known of an instrument yet is asked for behind the answer; until then it is `unknown`.',
  })
  @ApiOkResponse({ type: AllocationGroupsDto })
  async allocation(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { by, account }: AllocationQueryDto,
  ): Promise<AllocationGroupsDto> {
    return readableNumbers(allocationBy(by, await this.valued.of(identity, id, account)));
  }
}
