import { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import { RequestHandler } from 'express';
import helmet from 'helmet';
import { DomainError } from '../../../common/errors/domain-error';
import { readCookie } from '../../http/edge/cookies';
import { isOfOwnOrigin } from '../../http/edge/own-origin';
import { QueueCatalogue } from '../queue-catalogue';
import { BOARD_COOKIE, BOARD_PATH, BoardAccess } from './board-access';
import type { Boards } from './boards';

/** The page loads nothing from other hosts, not even the font it would like; its inline styles are its own. */
const pagePolicy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

const READING = new Set(['GET', 'HEAD']);

/** Serves Bull Board at /admin/queues to who holds a ticket: a board that only looks, or one that may also act. */
export function mountQueueBoard(app: NestExpressApplication): void {
  const access = app.get(BoardAccess, { strict: false });
  const { queues } = app.get(QueueCatalogue);
  let boards: Promise<Boards> | undefined;

  const admit: RequestHandler = (request, response, next) => {
    if (!isOfOwnOrigin(request)) return next(foreignPage());
    const ticket = readCookie(request, BOARD_COOKIE);
    access
      .admit(ticket)
      .then(async ({ write }) => {
        if (!write && !READING.has(request.method)) throw readOnly();
        response.setHeader('Cache-Control', 'no-store');
        const { acting, looking } = await (boards ??= makeBoards(queues));
        (write ? acting : looking)(request, response, next);
      })
      .catch(next);
  };
  app.use(BOARD_PATH, pagePolicy, admit);
}

/** Loads the library for the first who comes, since few processes ever show a board. */
async function makeBoards(queues: Queue[]): Promise<Boards> {
  const { boardsOf } = await import('./boards');
  return boardsOf(queues);
}

const foreignPage = () =>
  new DomainError('forbidden', 'board.foreign_origin', 'No page of another origin may use the board.');

const readOnly = () =>
  new DomainError(
    'forbidden',
    'board.read_only',
    'This board only looks; open it with { "write": true } to act.',
  );
