import { move } from 'piscina';
import { renderReport } from './render-report';
import type { Performance } from '../../portfolio/performance/compute-performance';
import { parsePacked } from '../../portfolio/performance/packed-json';
import type { ReportOrder } from './report-content';

/** The task of a thread of `Renderings`; the file's bytes change hands without being copied. */
export default async function render({ performance, ...order }: ReportOrder): Promise<unknown> {
  const content = { ...order, performance: parsePacked<Performance>(performance) };
  const bytes = new Uint8Array(await renderReport(content));
  return move(bytes);
}
