import { isUnmistakable, normaliseEmail } from './email-address';

describe('addresses', () => {
  it.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['ａｄａ@example.com', 'ada@example.com'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@exa\u00ADmple.com', 'ada@example.com'],
    ['no address', 'no address'],
  ])('%s has one spelling', (written, normal) => {
    expect(normaliseEmail(written)).toBe(normal);
  });

  it.each([
    'ada.lovelace+1@example.com',
    'жанна@пример.рф',
    'ελένη@example.gr',
    '花子taro@例え.jp',
    'ada@bücher.de',
  ])('%s is unmistakable', (email) => {
    expect(isUnmistakable(email)).toBe(true);
  });

  it.each(['аdmin@example.com', 'admin@exаmple.com', 'admin@xn--exmple-4nf.com', 'adminο@example.com'])(
    '%s looks like another',
    (email) => {
      expect(isUnmistakable(email)).toBe(false);
    },
  );
});
