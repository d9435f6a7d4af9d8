import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import { Request } from 'express';
import { Types } from 'mongoose';

declare module 'express' {
  interface Request {
    effectId?: string;
  }
}

/**
 * The id for what an `@Idempotent()` request creates: the same whenever that request is repeated under its key, so that
 * a repetition after a crash finds what was created instead of creating it again.
 */
export const EffectId = createParamDecorator(
  (_: unknown, context: ExecutionContext): string =>
    context.switchToHttp().getRequest<Request>().effectId ?? new Types.ObjectId().toHexString(),
);
