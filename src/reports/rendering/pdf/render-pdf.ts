import pdfMake from 'pdfmake/js/index.js';
import type { DynamicContent, TDocumentDefinitions } from 'pdfmake/interfaces';
import { cut } from '../../../common/text/cut';
import type { ReportContent } from '../report-content';
import { charts } from './charts';
import { cover } from './cover';
import { figureTables } from './figures';
import { FONT_FILES, FONTS, inFonts } from './fonts';
import { asMoment } from './format';
import { holdingsTable } from './holdings-table';
import { INK, PAGE, STYLES } from './look';
import { notes } from './notes';

pdfMake.setFonts(FONTS);
// A document is made of what it is given: nothing is fetched, and of files only its own fonts are read.
pdfMake.setUrlAccessPolicy(() => false);
pdfMake.setLocalAccessPolicy((path) => FONT_FILES.includes(path));

/** A report on A4 pages. */
export async function renderPdf(content: ReportContent): Promise<Uint8Array> {
  return pdfMake.createPdf(definitionOf(content)).getBuffer();
}

function definitionOf(content: ReportContent): TDocumentDefinitions {
  const { title, type, prepared_for, generated_at, performance } = content;
  return {
    pageSize: 'A4',
    pageMargins: [PAGE.margin, 44, PAGE.margin, 48],
    info: { title: `${title}: ${type} report`, author: 'Tickfolio', subject: prepared_for },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: INK },
    styles: STYLES,
    content: [
      ...cover(content),
      ...(type === 'performance' ? figureTables(performance) : []),
      ...charts(content),
      ...holdingsTable(content),
      ...notes(content),
    ],
    header: runningHeader(title),
    footer: runningFooter(generated_at),
  };
}

/** The portfolio's name from the second page on. */
function runningHeader(title: string): DynamicContent {
  const short = inFonts(title.length > 90 ? `${cut(title, 89)}…` : title);
  return (page) =>
    page === 1 ? null : { text: short, style: 'label', margin: [PAGE.margin, 20, PAGE.margin, 0] };
}

function runningFooter(generatedAt: string): DynamicContent {
  return (page, pages) => ({
    columns: [
      `Tickfolio, generated ${asMoment(generatedAt)}`,
      { text: `Page ${page} of ${pages}`, alignment: 'right' },
    ],
    style: 'label',
    margin: [PAGE.margin, 18, PAGE.margin, 0],
  });
}
