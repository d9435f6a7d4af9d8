import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import { BOARD_PATH } from './board-access';

/** The same queues twice: to look at, and to act on. */
export interface Boards {
  readonly looking: RequestHandler;
  readonly acting: RequestHandler;
}

export function boardsOf(queues: Queue[]): Boards {
  return { looking: boardOf(queues, true), acting: boardOf(queues, false) };
}

function boardOf(queues: Queue[], readOnlyMode: boolean): RequestHandler {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Tickfolio queues', hideRedisDetails: readOnlyMode } },
  });
  const board = serverAdapter.getRouter() as ReturnType<typeof import('express')>;
  board.disable('x-powered-by');
  return board;
}
