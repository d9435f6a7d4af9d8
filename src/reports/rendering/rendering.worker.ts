import { move } from 'piscina';
import { renderReport } from './render-report';
import type { ReportContent } from './report-content';

/** The task of a thread of `Renderings`; the file's bytes change hands without being copied. */
export default async function render(content: ReportContent): Promise<unknown> {
  const bytes = new Uint8Array(await renderReport(content));
  return move(bytes);
}
