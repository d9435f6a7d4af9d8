import { dirname, join } from 'node:path';

const FILES = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');

/** The fonts of a document, from files that come with pdfmake. */
export const FONTS = {
  Roboto: {
    normal: join(FILES, 'Roboto-Regular.ttf'),
    bold: join(FILES, 'Roboto-Medium.ttf'),
    italics: join(FILES, 'Roboto-Italic.ttf'),
    bolditalics: join(FILES, 'Roboto-MediumItalic.ttf'),
  },
};

/** Latin, Greek, Cyrillic, and the marks that go with them. */
const SHOWN = /^[\u0020-\u017F\u0300-\u052F\u1E00-\u1EFF\u2000-\u2044\u20A0-\u20BF\u2116\u2122\u2212]*$/u;

/** Whether the fonts have no picture of some letter of the text, so that boxes stand for it. */
export const hasBoxes = (text: string) => !SHOWN.test(text);
