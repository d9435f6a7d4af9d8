import { mismatches, readVectors } from '../../../test/vectors/read-vectors';
import { parseDay } from '../calendar';
import { moneyWeightedReturn } from './money-weighted';

interface Flows {
  flows: { date: string; amount: number }[];
}

const on = (date: string, amount: number) => ({ day: parseDay(date), amount });

describe('money-weighted return', () => {
  it.each(readVectors<Flows, { rate: number | null }>('xirr.json'))('%s', (_name, vector) => {
    const got = moneyWeightedReturn(vector.input.flows.map(({ date, amount }) => on(date, amount)));
    expect(mismatches({ rate: got.value }, vector.expected, vector.tolerance)).toEqual([]);
    expect(got.value === null).toBe(got.reason !== null);
  });

  it('says why it is undefined', () => {
    const reasonOf = (...flows: { day: number; amount: number }[]) => moneyWeightedReturn(flows).reason;
    expect(reasonOf()).toBe('one_signed_flows');
    expect(reasonOf(on('2020-01-01', -1), on('2021-01-01', -1))).toBe('one_signed_flows');
    expect(reasonOf(on('2020-01-01', -1), on('2020-01-01', 2))).toBe('one_date');
    expect(reasonOf(on('2020-01-01', -1), on('2020-01-02', 2))).toBe('no_root_in_range');
    expect(reasonOf(on('2020-01-01', -1e6), on('2021-01-01', 1))).toBe('no_root_in_range');
  });

  it('refuses to choose between several roots', () => {
    // -100 + 230 / (1 + r) - 132 / (1 + r)^2 is 0 at 10 % and at 20 %.
    const two = [on('2021-01-01', -100), on('2022-01-01', 230), on('2023-01-01', -132)];
    expect(moneyWeightedReturn(two)).toMatchObject({ value: null, reason: 'multiple_roots' });
    // (x - 1.1)(x - 1.5)(x - 2), x = 1 + r: three roots, and a sign change over the whole bracket.
    const three = [
      on('2021-01-01', -1),
      on('2022-01-01', 4.6),
      on('2023-01-01', -6.85),
      on('2024-01-01', 3.3),
    ];
    three[3] = { day: three[0]!.day + 3 * 365, amount: 3.3 };
    expect(moneyWeightedReturn(three)).toMatchObject({ value: null, reason: 'multiple_roots' });
  });

  it('finds rates over a century and close to a total loss', () => {
    const century = moneyWeightedReturn([on('1900-01-01', -1), on('2024-01-01', 1e-6)]);
    const years = (parseDay('2024-01-01') - parseDay('1900-01-01')) / 365;
    expect(century.value).toBeCloseTo(1e-6 ** (1 / years) - 1, 12);
    const loss = moneyWeightedReturn([on('2021-01-01', -1000), on('2022-01-01', 0.2)]);
    expect(loss.value).toBeCloseTo(-0.9998, 12);
  });

  it('does not care about the order of flows', () => {
    const flows = [on('2020-01-01', -100), on('2020-06-01', -50), on('2021-03-01', 180)];
    expect(moneyWeightedReturn([...flows].reverse())).toEqual(moneyWeightedReturn(flows));
  });
});
