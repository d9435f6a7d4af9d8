import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ApiProblems } from '../../../common/errors/api-problems.decorator';
import { inProgress, invalidKey, keyReused } from './idempotency.errors';
import { IdempotentInterceptor } from './idempotent.interceptor';

/** A POST that honours `Idempotency-Key`: the same key and body give the first answer again for a day. */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(IdempotentInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        '1 to 255 visible ASCII characters that name this request, so that it can be repeated safely.',
      example: '3b0f1c1e-6f0a-4d0e-9c55-6b8f0a2f2f10',
    }),
    ApiProblems(invalidKey, inProgress, keyReused),
  );
}
