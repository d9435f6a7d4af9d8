import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { SocketTurn } from './sockets/socket-turns';

/** The turn of the event that a gateway's method handles; it ends with the method at the latest. */
export const EventTurn = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.getArgs<unknown[]>().find((argument) => argument instanceof SocketTurn),
);
