import { parseDay } from '../../analytics/calendar';
import { parseEvents } from './parse-events';

describe('splits and dividends from CSV', () => {
  it('reads both kinds, by day, whatever the order of lines and columns', () => {
    const csv = [
      'kind,date,amount,currency,numerator,denominator',
      'dividend,2024-06-14,0.485,,,',
      'split,2014-06-09,,,7,1',
      'dividend,2024-09-13,0.40,EUR,,',
    ].join('\n');
    expect(parseEvents(csv, 'USD')).toEqual({
      events: [
        { kind: 'split', exDay: parseDay('2014-06-09'), numerator: 7, denominator: 1 },
        {
          kind: 'dividend',
          exDay: parseDay('2024-06-14'),
          amount: '0.485',
          currency: 'USD',
          isAdjusted: false,
        },
        {
          kind: 'dividend',
          exDay: parseDay('2024-09-13'),
          amount: '0.40',
          currency: 'EUR',
          isAdjusted: false,
        },
      ],
      bad: [],
    });
  });

  it.each([
    ['2014-06-31,split,7,1,,', 'date is not a calendar day'],
    ['2014-06-09,merger,7,1,,', 'kind is split or dividend'],
    ['2014-06-09,split,7,,,', 'whole numbers'],
    ['2014-06-09,split,1.5,1,,', 'whole numbers'],
    ['2014-06-09,split,1,1,,', 'changes the number'],
    ['2014-06-09,split,7,1,0.3,', 'no amount'],
    ['2014-06-09,dividend,,,-0.3,', 'amount is not a number'],
    ['2014-06-09,dividend,,,,', 'amount is not a number'],
    ['2014-06-09,dividend,7,1,0.3,', 'no numerator'],
    ['2014-06-09,dividend,,,0.3,dollars', 'ISO 4217'],
    ['2014-06-09,dividend,,,0.3', '5 columns instead of 6'],
  ])('names what is wrong with %s', (line, message) => {
    const { events, bad } = parseEvents(`date,kind,numerator,denominator,amount,currency\n${line}`, 'USD');
    expect(events).toEqual([]);
    expect(bad).toEqual([{ line: 2, message: expect.stringContaining(message) }]);
  });

  it('takes one event of a kind a day, and no file without its columns', () => {
    const twice = 'date,kind,amount\n2024-06-14,dividend,1\n2024-06-14,dividend,2';
    expect(parseEvents(twice, 'USD').bad).toEqual([{ line: 3, message: 'the same dividend comes twice' }]);
    expect(parseEvents('date,amount\n', 'USD').bad).toEqual([{ line: 1, message: 'the header lacks kind' }]);
  });
});
