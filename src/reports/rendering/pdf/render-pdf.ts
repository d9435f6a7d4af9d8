import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import type { ReportContent } from '../report-content';
import { charts } from './charts';
import { cover } from './cover';
import { createPdf } from './create-pdf';
import { figureTables } from './figures';
import { holdingsTable } from './holdings-table';
import { INK, PAGE, STYLES } from './look';
import { notes } from './notes';
import { runningFooter, runningHeader } from './running';

/** A report on A4 pages: the same bytes whenever the content is the same. */
export async function renderPdf(content: ReportContent): Promise<Uint8Array> {
  return createPdf(definitionOf(content));
}

function definitionOf(content: ReportContent): TDocumentDefinitions {
  const { title, type, prepared_for, generated_at, performance } = content;
  const moment = new Date(generated_at);
  return {
    pageSize: 'A4',
    pageMargins: [PAGE.margin, 44, PAGE.margin, 48],
    info: {
      title: `${title}: ${type} report`,
      author: 'Tickfolio',
      subject: prepared_for,
      creationDate: moment,
      modDate: moment,
    },
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
