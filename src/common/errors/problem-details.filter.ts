import { ArgumentsHost, Catch, ExceptionFilter, Logger } from '@nestjs/common';
import { Request, Response } from 'express';
import { STATUS_OF_KIND } from './domain-error';
import { problemOf } from './problem-of';
import { toDomainError } from './to-domain-error';

/** Every error of an HTTP request leaves as problem+json (RFC 9457), without a stack. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const error = toDomainError(thrown);
    const status = STATUS_OF_KIND[error.kind];
    if (error.kind === 'internal') this.logger.error(error.cause ?? thrown);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error.retryAfter !== undefined)
      response.setHeader('Retry-After', Math.max(1, Math.ceil(error.retryAfter)));
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    response.removeHeader('ETag');
    response.removeHeader('Content-Disposition');
    response.setHeader('Cache-Control', 'no-store');
    response
      .status(status)
      .type('application/problem+json')
      .send(problemOf(error, request.originalUrl, request.requestId));
  }
}
