import { applyDecorators, ArgumentsHost, Catch, ExceptionFilter, Logger, UseFilters } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { toDomainError } from '../../common/errors/to-domain-error';
import { refusal } from './stream-errors';
import { Ack } from './stream-events';
import { STREAM_NAMESPACE } from './stream-server';

/** Answers a refused event in its acknowledgement, where the client waits for it. */
@Catch()
export class StreamErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger(StreamErrorsFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = toDomainError(thrown);
    if (error.kind === 'internal') this.logger.error(error.cause ?? thrown);
    const ack: unknown = host.getArgs().find((argument) => typeof argument === 'function');
    if (typeof ack === 'function') (ack as Ack<never>)(refusal(error));
  }
}

/** A feature's gateway on the one `/stream` namespace. */
export function StreamGateway(): ClassDecorator {
  return applyDecorators(WebSocketGateway({ namespace: STREAM_NAMESPACE }), UseFilters(StreamErrorsFilter));
}
