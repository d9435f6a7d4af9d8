import type { DynamicContent } from 'pdfmake/interfaces';
import { cut } from '../../../common/text/cut';
import { inFonts } from './fonts';
import { asMoment } from './format';
import { PAGE } from './look';

/** The portfolio's name from the second page on. */
export function runningHeader(title: string): DynamicContent {
  const short = inFonts(title.length > 90 ? `${cut(title, 89)}…` : title);
  return (page) =>
    page === 1 ? null : { text: short, style: 'label', margin: [PAGE.margin, 20, PAGE.margin, 0] };
}

/** When it was made, and the page. */
export function runningFooter(generatedAt: string): DynamicContent {
  return (page, pages) => ({
    columns: [
      `Tickfolio, generated ${asMoment(generatedAt)}`,
      { text: `Page ${page} of ${pages}`, alignment: 'right' },
    ],
    style: 'label',
    margin: [PAGE.margin, 18, PAGE.margin, 0],
  });
}
