import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { formatDay, monthsBefore, parseDay } from '../../analytics/calendar';
import { Rates } from '../../analytics/ledger/plan/rates';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { readableNumbers } from '../../common/numbers/readable-number';
import { accountNotFound } from '../accounts/accounts.errors';
import { namedAccount } from '../accounts/named-account';
import { ApiLedger } from '../ledger/ledger-api';
import { LedgerBooks } from '../ledger/reading/ledger-books';
import { CashDto, CashQueryDto } from './cash.dto';
import { hasMoney, toBalance } from './to-balance';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

@ApiLedger()
@RequiresScope('values')
@Controller({ path: 'portfolio/:id/cash', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class CashController {
  constructor(private readonly books: LedgerBooks) {}

  @Get()
  @ApiOperation({ summary: 'Cash by account and currency, on a day and over the days before it.' })
  @ApiOkResponse({ type: CashDto })
  @ApiProblems(accountNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { as_of, from, account: named }: CashQueryDto,
  ): Promise<CashDto> {
    const { read, figures, toDay } = await this.books.of(identity, id, as_of);
    const account = namedAccount(read.accounts, named);
    const { currency } = read.ledger.portfolio;
    const rates = new Rates(currency, read.rates);
    const fromDay = from === undefined ? monthsBefore(toDay, 12) : parseDay(from);
    const items = figures.cash
      .filter((timeline) => account === undefined || timeline.accountId === account)
      .filter((timeline) => hasMoney(timeline, fromDay))
      .map((timeline) => toBalance(timeline, { fromDay, rate: rates.on(timeline.currency, toDay) }));
    const total = items.reduce((sum, { base_balance }) => sum + (base_balance ?? NaN), 0);
    return readableNumbers({
      as_of: formatDay(toDay),
      base_currency: currency,
      total: Number.isNaN(total) ? null : total,
      items,
    });
  }
}
