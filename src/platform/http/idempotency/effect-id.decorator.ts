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
    effectIdOf(context) ?? new Types.ObjectId().toHexString(),
);

/** The same, but undefined for a request without a key, which nobody can repeat. */
export const RepeatedEffectId = createParamDecorator((_: unknown, context: ExecutionContext) =>
  effectIdOf(context),
);

function effectIdOf(context: ExecutionContext): string | undefined {
  return context.switchToHttp().getRequest<Request>().effectId;
}
