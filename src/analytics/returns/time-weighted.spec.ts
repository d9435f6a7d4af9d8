import { mismatches, readVectors } from '../../../test/vectors/read-vectors';
import { parseDay } from '../calendar';
import { modifiedDietz } from './modified-dietz';
import { annualised, growthIndex, returnsOfValuesAndFlows, timeWeightedReturn } from './time-weighted';

type Input =
  | { method: 'twr'; dates: string[]; values: number[]; flows: number[] }
  | {
      method: 'modified_dietz';
      start_date: string;
      end_date: string;
      start_value: number;
      end_value: number;
      flows: { date: string; amount: number }[];
    };

function figuresOf(input: Input): Record<string, unknown> {
  if (input.method === 'modified_dietz') {
    const flows = input.flows.map(({ date, amount }) => ({ day: parseDay(date), amount }));
    const [start, end] = [parseDay(input.start_date), parseDay(input.end_date)];
    return {
      modified_dietz_return: modifiedDietz(start, input.start_value, end, input.end_value, flows).value,
    };
  }
  const returns = returnsOfValuesAndFlows(Float64Array.from(input.values), Float64Array.from(input.flows));
  const total = timeWeightedReturn(growthIndex(returns));
  const days = parseDay(input.dates[input.dates.length - 1]!) - parseDay(input.dates[0]!);
  return {
    period_returns: returns,
    cumulative_twr: total.value,
    annualized_twr: annualised(total, days).value,
  };
}

describe('time-weighted return and Modified Dietz', () => {
  it.each(readVectors<Input, unknown>('twr.json'))('%s', (_name, { input, expected, tolerance }) => {
    expect(mismatches(figuresOf(input), expected, tolerance)).toEqual([]);
  });

  it('says why a figure is undefined', () => {
    const total = timeWeightedReturn(Float64Array.of(1.1));
    expect(annualised(total, 364).reason).toBe('below_one_year');
    expect(annualised({ value: null, method: 'x', reason: 'no_lots' }, 700).reason).toBe('no_lots');
    expect(modifiedDietz(10, 0, 10, 5, []).reason).toBe('zero_capital');
    expect(modifiedDietz(10, 0, 20, 5, [{ day: 20, amount: 4 }]).reason).toBe('zero_capital');
  });
});
