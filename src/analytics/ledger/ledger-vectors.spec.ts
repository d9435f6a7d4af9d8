import { answersOf } from '../../../test/vectors/ledger-answers';
import type { WrittenLedger } from '../../../test/vectors/ledger-vectors';
import { mismatches, readVectors } from '../../../test/vectors/read-vectors';
import { parseDay } from '../calendar';
import { riskOf } from '../risk/risk';
import { periodsAYear } from './figures/periods-a-year';

interface WrittenReturns {
  readonly valuation_dates: string[];
  readonly returns: number[];
  readonly risk_free_annual: number;
}

const LEDGER_FILES = ['ledger-lots', 'ledger-returns', 'ledger-currency', 'ledger-attribution'];

describe.each(LEDGER_FILES)('reference vectors of %s', (file) => {
  it.each(readVectors<WrittenLedger, object>(`${file}.json`))('%s', (_, { input, expected, tolerance }) => {
    expect(mismatches(answersOf(input), expected, tolerance)).toEqual([]);
  });
});

describe('reference vectors of ledger-risk', () => {
  it.each(readVectors<WrittenLedger | WrittenReturns, object>('ledger-risk.json'))(
    '%s',
    (_, { input, expected, tolerance }) => {
      const got = 'transactions' in input ? answersOf(input) : riskAnswers(input);
      expect(mismatches(got, expected, tolerance)).toEqual([]);
    },
  );
});

function riskAnswers({
  valuation_dates,
  returns,
  risk_free_annual,
}: WrittenReturns): Record<string, unknown> {
  const periods = periodsAYear(valuation_dates.map(parseDay), returns.length);
  const risk = riskOf(Float64Array.from(returns), risk_free_annual, periods ?? 1);
  return {
    periods_per_year: periods,
    annualized_volatility: risk.volatility.value,
    sharpe_ratio: risk.sharpe.value,
    sortino_ratio: risk.sortino.value,
    downside_deviation: risk.downsideDeviation.value,
  };
}
