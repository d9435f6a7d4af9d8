import { dirname, join } from 'node:path';
import type { ContentText } from 'pdfmake/interfaces';

const ROBOTO = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
const EAST_ASIAN = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Regular.otf');

/** The fonts of a document; a file is read only where the document has letters in it. */
export const FONTS = {
  Roboto: {
    normal: join(ROBOTO, 'Roboto-Regular.ttf'),
    bold: join(ROBOTO, 'Roboto-Medium.ttf'),
    italics: join(ROBOTO, 'Roboto-Italic.ttf'),
    bolditalics: join(ROBOTO, 'Roboto-MediumItalic.ttf'),
  },
  EastAsian: { normal: EAST_ASIAN, bold: EAST_ASIAN, italics: EAST_ASIAN, bolditalics: EAST_ASIAN },
};

export const FONT_FILES = Object.values(FONTS).flatMap((styles) => Object.values(styles));

/** Chinese and Japanese, with their punctuation and wide forms. */
const EAST_ASIAN_RUN =
  /([\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\u3000-\u303F\uFF01-\uFF9F]+)/u;
/** Latin, Greek, Cyrillic, and the marks that go with them. */
const IN_ROBOTO = /^[\u0020-\u017F\u0300-\u052F\u1E00-\u1EFF\u2000-\u2044\u20A0-\u20BF\u2116\u2122\u2212]*$/u;

/** The text in runs of one font each. */
export function inFonts(text: string): ContentText[] {
  return text
    .split(EAST_ASIAN_RUN)
    .map((run, index): ContentText => {
      return index % 2 === 1 ? { text: run, font: 'EastAsian' } : { text: breakable(run) };
    })
    .filter((run) => run.text !== '');
}

/** Whether the fonts have no picture of some letter of the text, so that boxes stand for it. */
export const hasBoxes = (text: string) =>
  text.split(EAST_ASIAN_RUN).some((run, index) => index % 2 === 0 && !IN_ROBOTO.test(run));

/** Lets a word of a hundred letters break wherever the line ends instead of running off the page. */
function breakable(text: string): string {
  return text.replace(/\S{31,}/gu, (word) => [...word].join('\u200b'));
}
