import { renderPdf } from './pdf/render-pdf';
import { isTextFormat, renderText } from './render-text';
import { renderXlsx } from './render-xlsx';
import type { ReportContent } from './report-content';

/** Makes the bytes of a report's file in the format ordered. */
export async function renderReport(content: ReportContent): Promise<Uint8Array> {
  const { format } = content;
  if (isTextFormat(format)) return renderText(format, content);
  return format === 'pdf' ? renderPdf(content) : renderXlsx(content);
}
