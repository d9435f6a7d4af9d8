import { NestExpressApplication } from '@nestjs/platform-express';
import { Express, Request, Response } from 'express';
import document from './asyncapi.json';
import { streamPage } from './stream-page';

/** Serves what is to be known about the socket events: `/docs/stream` for people, `/docs/stream.json` for programs. */
export function serveStreamDocument(app: NestExpressApplication): void {
  const express = app.getHttpAdapter().getInstance() as Express;
  const page = streamPage(document);
  express.get('/docs/stream.json', (_request: Request, response: Response) => {
    response.json(document);
  });
  express.get('/docs/stream', (_request: Request, response: Response) => {
    response.type('html').send(page);
  });
}
