import type { ReportFormat } from '../report';
import { renderCsv } from './render-csv';
import { renderJson } from './render-json';
import { renderXlsx } from './render-xlsx';
import { renderPdf } from './pdf/render-pdf';
import type { ReportContent } from './report-content';

const RENDERERS: Record<ReportFormat, (content: ReportContent) => Uint8Array | Promise<Uint8Array>> = {
  json: renderJson,
  csv: renderCsv,
  xlsx: renderXlsx,
  pdf: renderPdf,
};

/** Makes the bytes of a report's file in the format ordered. */
export async function renderReport(content: ReportContent): Promise<Uint8Array> {
  return RENDERERS[content.format](content);
}
