import { NestExpressApplication } from '@nestjs/platform-express';
import { Request, Response } from 'express';
import document from './asyncapi.json';
import { streamPage } from './stream-page';

/** Serves what is to be known about the socket events: `/docs/stream` for people, `/docs/stream.json` for programs. */
export function serveStreamDocument(app: NestExpressApplication): void {
  const page = streamPage(document);
  app.use('/docs/stream.json', (_request: Request, response: Response) => {
    response.json(document);
  });
  app.use('/docs/stream', (_request: Request, response: Response) => {
    response.type('html').send(page);
  });
}
