import { validateSync } from 'class-validator';
import { IsOneLine, oneLineOf } from './one-line';

class Named {
  @IsOneLine()
  name: string;
}

const isAccepted = (name: string) => validateSync(Object.assign(new Named(), { name })).length === 0;

describe('a name of one line', () => {
  it.each(['Growth', 'Größe – 2024', '資産', 'ملف', 'می\u200Cخواهم', '👩\u200D👩\u200D👧', ''])(
    'may be %s',
    (name) => {
      expect(isAccepted(name)).toBe(true);
    },
  );

  it.each([
    'two\nlines',
    'bell\u0007',
    'right\u202Eto left',
    'isolated\u2066',
    'mark\u200F',
    'zero\u200Bwidth',
    'joi\u200Dner',
    'joi\u200Cner',
    'end\u200D',
    'soft\u00ADhyphen',
    '\uFEFFbom',
  ])('may not be %j', (name) => {
    expect(isAccepted(name)).toBe(false);
  });

  it('is what is left of any text', () => {
    expect(oneLineOf('my\u202E fund\u200B\n🐎.csv\u0000')).toBe('my fund🐎.csv');
    expect(isAccepted(oneLineOf('joi\u200Dner\uD83D'))).toBe(true);
  });
});
