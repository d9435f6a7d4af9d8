import { formatDay, parseDay } from '../../src/analytics/calendar';
import { attributeLedger } from '../../src/analytics/ledger/figures/attribution';
import type { Attribution } from '../../src/analytics/ledger/figures/attribution-terms';
import type { Exact } from '../../src/analytics/ledger/model/exact';
import { ledgerColumns } from '../../src/analytics/ledger/columns/ledger-columns';
import { LedgerError } from '../../src/analytics/ledger/model/ledger-error';
import type { RealisedLine } from '../../src/analytics/ledger/book/ledger-log';
import { dailyReturnsOf, ledgerReturns } from '../../src/analytics/ledger/figures/ledger-returns';
import { openLots, openPositions } from '../../src/analytics/ledger/figures/open-lots';
import { periodsAYear } from '../../src/analytics/ledger/figures/periods-a-year';
import { runLedger } from '../../src/analytics/ledger/run-ledger';
import type { LedgerRun } from '../../src/analytics/ledger/run-ledger';
import { riskOf } from '../../src/analytics/risk/risk';
import { ledgerFrom } from './ledger-vectors';
import type { WrittenLedger } from './ledger-vectors';

/** Everything the engine says of a ledger, under the names the vector files use. */
export function answersOf(written: WrittenLedger): Record<string, unknown> {
  const input = ledgerFrom(written);
  try {
    const run = runLedger(input);
    return {
      ...bookAnswers(run, input.toDay),
      ...columnAnswers(run, written),
      ...windowAnswers(run, written),
    };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const { code, symbol, day, held, asked } = error.problem;
    return { error: { code, symbol, date: formatDay(day), held: Number(held), asked: Number(asked) } };
  }
}

function bookAnswers({ book, log }: LedgerRun, toDay: number): Record<string, unknown> {
  const positions = openPositions(book, null, toDay);
  return {
    realised: log.realised.map(realisedAnswer),
    realised_by_symbol: bySymbol(log.realised),
    lots: openLots(book, null).map((lot) => ({
      account_id: lot.accountId,
      symbol: lot.symbol,
      quantity: lot.quantity.toNumber(),
      cost: number(lot.cost),
      base_cost: number(lot.baseCost),
      acquired_on: formatDay(lot.acquiredDay),
      buy_id: lot.buyId,
      currency: lot.currency,
    })),
    positions: Object.fromEntries(
      positions.map((position) => [
        position.symbol,
        {
          quantity: position.quantity.toNumber(),
          quantity_today: position.quantityToday,
          cost: number(position.cost),
          base_cost: number(position.baseCost),
          average_cost: number(position.averageCost),
          market_value: position.marketValue,
          unrealised_gain: position.unrealisedGain,
          unrealised_price_gain: position.unrealisedPriceGain,
          unrealised_currency_gain: position.unrealisedCurrencyGain,
          reason: position.reason,
        },
      ]),
    ),
    cash: Object.fromEntries(
      [...log.cash.values()].map(({ accountId, currency, balances }) => [`${accountId}:${currency}`, balances.at(-1)]),
    ),
    unrated: log.unrated.map(({ lineId }) => lineId),
  };
}

function columnAnswers({ log, market }: LedgerRun, written: WrittenLedger): Record<string, unknown> {
  const scope = written.scope_account ?? null;
  const columns = ledgerColumns(log, market, {
    scope,
    fromDay: null,
    toDay: parseDay(written.as_of),
    before: written.before ?? null,
  });
  if (!columns) return {};
  const daily = dailyReturnsOf(columns);
  const returns = ledgerReturns(columns, daily);
  const periods = periodsAYear(columns.days, columns.days.length - 1);
  const risk = riskOf(daily.returns.subarray(1), written.risk_free_annual ?? 0, periods ?? 1);
  return {
    valuation_dates: Array.from(columns.days, formatDay),
    portfolio_value: nullable(columns.values),
    held_value: nullable(columns.held),
    inflow: nullable(columns.inflows),
    outflow: nullable(columns.outflows),
    daily_return: nullable(daily.returns),
    cumulative_twr: returns.timeWeighted.value,
    reason: returns.timeWeighted.reason,
    xirr: returns.moneyWeighted.value,
    simple_return: returns.simple.value,
    modified_dietz: returns.modifiedDietz.value,
    periods_per_year: periods,
    annualized_volatility: risk.volatility.value,
    sharpe_ratio: risk.sharpe.value,
    sortino_ratio: risk.sortino.value,
    downside_deviation: risk.downsideDeviation.value,
  };
}

/** `window_0`, `window_1`, … */
function windowAnswers({ plan }: LedgerRun, { windows = [] }: WrittenLedger): Record<string, unknown> {
  return Object.fromEntries(
    windows.map(({ from, to }, i) => {
      const { portfolio, accounts, symbols } = attributeLedger(plan, from === null ? null : parseDay(from), parseDay(to));
      const each = (terms: ReadonlyMap<string, Attribution>) =>
        Object.fromEntries([...terms].map(([key, one]) => [key, attributionAnswer(one)]));
      const window = { portfolio: attributionAnswer(portfolio), accounts: each(accounts), symbols: each(symbols) };
      return [`window_${i}`, window];
    }),
  );
}

function attributionAnswer(terms: Attribution): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(terms).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}

function realisedAnswer(line: RealisedLine): Record<string, unknown> {
  return {
    account_id: line.accountId,
    symbol: line.symbol,
    acquired_on: line.acquiredDay === null ? null : formatDay(line.acquiredDay),
    disposed_on: formatDay(line.disposedDay),
    holding_days: line.holdingDays,
    quantity: line.quantity.toNumber(),
    cost: number(line.cost),
    proceeds: number(line.proceeds),
    gain: number(line.gain),
    currency: line.currency,
    buy_id: line.buyId,
    sell_id: line.sellId,
    reason: line.reason,
    base: {
      cost: number(line.base.cost),
      proceeds: number(line.base.proceeds),
      gain: number(line.base.gain),
      fx_gain: number(line.base.fxGain),
    },
  };
}

function bySymbol(lines: readonly RealisedLine[]): Record<string, unknown> {
  const sums: Record<string, Record<string, number>> = {};
  for (const line of lines) {
    const sum = (sums[line.symbol] ??= { quantity: 0, cost: 0, proceeds: 0, gain: 0, base_gain: 0, base_fx_gain: 0, lines: 0 });
    const parts = {
      quantity: line.quantity,
      cost: line.cost,
      proceeds: line.proceeds,
      gain: line.gain,
      base_gain: line.base.gain,
      base_fx_gain: line.base.fxGain,
    };
    for (const [key, part] of Object.entries(parts)) sum[key] = sum[key]! + (part === null ? NaN : part.toNumber());
    sum.lines = sum.lines! + 1;
  }
  const known = (sum: Record<string, number>) =>
    Object.fromEntries(Object.entries(sum).map(([key, value]) => [key, Number.isNaN(value) ? null : value]));
  return Object.fromEntries(Object.entries(sums).map(([symbol, sum]) => [symbol, known(sum)]));
}

function number(value: Exact | null): number | null {
  return value === null ? null : value.toNumber();
}

function nullable(column: Float64Array): (number | null)[] {
  return Array.from(column, (value) => (Number.isNaN(value) ? null : value));
}
