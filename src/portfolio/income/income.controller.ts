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
import type { BookLot } from '../ledger/reading/book-figures';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { forecastIncome, lastTwelveMonths } from './forecast-income';
import { groupIncome, sortedIncome, sumsOf } from './group-income';
import { IncomeDto, IncomeQueryDto } from './income.dto';
import { incomeIn, incomeLines } from './income-lines';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

const METHOD = 'The income of the last twelve months, for the shares held now.';

@ApiLedger()
@RequiresScope('values')
@Controller({ path: 'portfolio/:id/income', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class IncomeController {
  constructor(private readonly books: LedgerBooks) {}

  @Get()
  @Paged()
  @ApiOperation({
    summary: 'Dividends, interest and rewards: gross, withheld and net, by month, year, symbol or account.',
  })
  @ApiOkResponse({ type: IncomeDto })
  @ApiProblems(accountNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { by, limit, cursor, sort, ...filter }: IncomeQueryDto,
  ): Promise<IncomeDto> {
    const { read, figures, toDay } = await this.books.of(identity, id);
    const account = namedAccount(read.accounts, filter.account);
    const { symbol } = filter;
    const all = incomeLines(figures, read.entries);
    const ofScope = incomeIn(all, { account, symbol });
    const asked = incomeIn(all, { ...filter, account });
    const isInScope = (held: { accountId: string; symbol: string }) =>
      (account === undefined || held.accountId === account) &&
      (symbol === undefined || held.symbol === symbol);
    const { items, next_cursor } = pageAt(sortedIncome(groupIncome(asked, by), sort), {
      limit,
      cursor,
      sort,
    });
    const gross = sumsOf(lastTwelveMonths(ofScope, toDay)).gross;
    return readableNumbers({
      base_currency: read.ledger.portfolio.currency,
      by,
      totals: sumsOf(asked),
      yield_on_cost: yieldOnCost(gross, figures.lots.filter(isInScope)),
      next_twelve_months: {
        gross: forecastIncome(ofScope, figures.holdings.filter(isInScope), toDay),
        is_estimate: true,
        method: METHOD,
      },
      items,
      next_cursor,
    });
  }
}

function yieldOnCost(gross: number | null, lots: readonly BookLot[]): number | null {
  const cost = lots.reduce((sum, { baseCost }) => sum + (baseCost === null ? NaN : Number(baseCost)), 0);
  return gross === null || !(cost > 0) ? null : gross / cost;
}
