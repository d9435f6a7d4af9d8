import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { formatDay } from '../../analytics/calendar';
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
import { identifiedLots } from '../ledger/lot-ids';
import { LotPageDto, LotsQueryDto } from './lots.dto';
import { sortedLots } from './sorted-lots';
import { toLot } from './to-lot';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

@ApiLedger()
@RequiresScope('values')
@Controller({ path: 'portfolio/:id/lots', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class LotsController {
  constructor(private readonly books: LedgerBooks) {}

  @Get()
  @Paged()
  @ApiOperation({ summary: 'The open lots of a day, in shares of today and as traded.' })
  @ApiOkResponse({ type: LotPageDto })
  @ApiProblems(accountNotFound)
  async list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { as_of, symbol, account: named, sort, ...page }: LotsQueryDto,
  ): Promise<LotPageDto> {
    const { read, figures, toDay } = await this.books.of(identity, id, as_of);
    const account = namedAccount(read.accounts, named);
    const lots = identifiedLots(figures.lots, read.entries)
      .filter((lot) => symbol === undefined || lot.symbol === symbol)
      .filter((lot) => account === undefined || lot.accountId === account);
    const { items, next_cursor } = pageAt(sortedLots(lots, sort), { ...page, sort });
    const lines = new Map(read.entries.map((entry) => [entry.id, entry]));
    return readableNumbers({
      as_of: formatDay(toDay),
      base_currency: read.ledger.portfolio.currency,
      items: items.map((lot) => toLot(lot, lines.get(lot.buyId), read.bases.chosen.get(lot.buyId))),
      next_cursor,
    });
  }
}
