import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { readableNumbers } from '../../common/numbers/readable-number';
import { pageAt } from '../../common/paging/place-cursor';
import { Paged } from '../../common/paging/paged.decorator';
import { accountNotFound } from '../accounts/accounts.errors';
import { namedAccount } from '../accounts/named-account';
import { ApiLedger } from '../ledger/ledger-api';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { RealisedPageDto, RealisedQueryDto } from './realised.dto';
import { disposalsIn, sortedDisposals, toRealisedLine, totalsByHolding } from './to-realised';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

@ApiLedger()
@RequiresScope('values')
@Controller({ path: 'portfolio/:id/realised', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class RealisedController {
  constructor(private readonly books: LedgerBooks) {}

  @Get()
  @Paged()
  @ApiOperation({
    summary: 'Realised gains lot by lot, with totals for holdings of up to and over 365 days.',
    description: 'Lots are used up by the cost method of their account.',
  })
  @ApiOkResponse({ type: RealisedPageDto })
  @ApiProblems(accountNotFound)
  async list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { limit, cursor, sort, ...filter }: RealisedQueryDto,
  ): Promise<RealisedPageDto> {
    const { read, figures } = await this.books.of(identity, id);
    const account = namedAccount(read.accounts, filter.account);
    const disposals = disposalsIn(figures.realised, { ...filter, account });
    const { items, next_cursor } = pageAt(sortedDisposals(disposals, sort), { limit, cursor, sort });
    return readableNumbers({
      year: filter.year ?? null,
      base_currency: read.ledger.portfolio.currency,
      totals: totalsByHolding(disposals),
      items: items.map(toRealisedLine),
      next_cursor,
    });
  }
}
