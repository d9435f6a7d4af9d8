import type { ReportFormat } from '../report';
import { renderCsv } from './render-csv';
import { renderJson } from './render-json';
import type { ReportContent } from './report-content';

export type TextFormat = Extract<ReportFormat, 'json' | 'csv'>;

const RENDERERS: Record<TextFormat, (content: ReportContent) => Uint8Array> = {
  json: renderJson,
  csv: renderCsv,
};

export const isTextFormat = (format: ReportFormat): format is TextFormat => format in RENDERERS;

/** Writes the figures of a report as text; some milliseconds of computation for ten years of days. */
export function renderText(format: TextFormat, content: ReportContent): Uint8Array {
  return RENDERERS[format](content);
}
