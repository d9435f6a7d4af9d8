import { move } from 'piscina';
import { renderReport } from './render-report';
import { renderStatement } from './render-statement';
import type { Performance } from '../../portfolio/performance/computing/compute-performance';
import { parsePacked } from '../../portfolio/performance/computing/packed-json';
import type { RenderingOrder } from './report-content';

/** The task of a thread of `Renderings`; the file's bytes change hands without being copied. */
export default async function render(order: RenderingOrder): Promise<unknown> {
  return move(new Uint8Array(await rendered(order)));
}

function rendered(order: RenderingOrder): Promise<Uint8Array> {
  if ('statement' in order) return renderStatement(order);
  return renderReport({ ...order, performance: parsePacked<Performance>(order.performance) });
}
