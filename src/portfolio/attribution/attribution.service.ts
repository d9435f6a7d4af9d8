import { Injectable } from '@nestjs/common';
import { formatDay, parseDay } from '../../analytics/calendar';
import type { Attribution } from '../../analytics/ledger/figures/attribution-terms';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/http.errors';
import { Owner } from '../../common/identity/owner';
import { readableNumbers } from '../../common/numbers/readable-number';
import { pageAt } from '../../common/paging/place-cursor';
import { sortedRows } from '../../common/paging/sorted-rows';
import { namedAccount } from '../accounts/named-account';
import { LedgerReader } from '../ledger/reading/ledger-reader';
import { DefaultWindow } from '../performance/default-window';
import { heldSince } from '../performance/held-since';
import { PriceHistory } from '../performance/price-history';
import { Computations } from '../threads/computations';
import type { AttributionAnswer } from './compute-attribution';
import type {
  AttributionDto,
  AttributionGroup,
  AttributionPageDto,
  AttributionQueryDto,
} from './attribution.dto';

/** What made the value of a portfolio what it is. */
@Injectable()
export class AttributionService {
  constructor(
    private readonly reader: LedgerReader,
    private readonly prices: PriceHistory,
    private readonly computations: Computations,
    private readonly whole: DefaultWindow,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `portfolio.not_found`, `account.not_found`, `validation.failed`, `portfolio.busy`,
   * `paging.invalid_cursor`
   */
  async of(
    owner: Owner,
    portfolioId: string,
    { from, to, by, account: named, sort, ...page }: AttributionQueryDto,
  ): Promise<AttributionPageDto> {
    const now = this.clock.now();
    const read = await this.reader.read(owner, portfolioId);
    const account = namedAccount(read.accounts, named);
    const { portfolio } = read.ledger;
    const { user_id, currency } = portfolio;
    const toDay = to === undefined ? await this.whole.toDay(portfolio) : parseDay(to);
    const fromDay = from === undefined ? null : parseDay(from);
    if (fromDay !== null && fromDay > toDay) {
      throw validationFailed([{ field: 'from', message: `from must not be after to (${formatDay(toDay)})` }]);
    }
    const ledger = this.reader.orderOf(read, toDay);
    const lots = heldSince(ledger.lines).filter(({ purchaseDay }) => purchaseDay <= toDay);
    const firstDay = Math.min(toDay, ...lots.map(({ purchaseDay }) => purchaseDay));
    const wanted = {
      userId: user_id,
      lots,
      benchmark: undefined,
      currency,
      fromDay: Math.max(fromDay ?? firstDay, firstDay),
      toDay,
      recent: false,
    };
    const { closes, sources } = await this.prices.prices(wanted, now);
    const answer = await this.computations.attribution({ ledger, closes, sources, fromDay, account });
    const rows = sortedRows(grouped(answer, by, account), sort, (row, field) => row[field]);
    const { items, next_cursor } = pageAt(rows, { ...page, sort });
    return readableNumbers({
      base_currency: currency,
      from: from ?? null,
      to: formatDay(toDay),
      by,
      account: account ?? null,
      items,
      next_cursor,
    });
  }
}

function grouped(
  { measured, accounts, symbols }: AttributionAnswer,
  by: AttributionGroup,
  account: string | undefined,
): AttributionDto[] {
  if (by === 'portfolio') return [toDto(account ?? null, measured)];
  return [...(by === 'account' ? accounts : symbols)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, terms]) => toDto(key, terms));
}

function toDto(key: string | null, terms: Attribution): AttributionDto {
  return {
    key,
    start_value: terms.startValue,
    in: terms.in,
    out: terms.out,
    price_gain: terms.priceGain,
    price_gain_realised: terms.priceGainRealised,
    price_gain_unrealised: terms.priceGainUnrealised,
    currency_gain: terms.currencyGain,
    currency_gain_realised: terms.currencyGainRealised,
    currency_gain_unrealised: terms.currencyGainUnrealised,
    currency_gain_cash: terms.currencyGainCash,
    income: terms.income,
    costs: terms.costs,
    taxes: terms.taxes,
    end_value: terms.endValue,
    reason: terms.reason,
  };
}
