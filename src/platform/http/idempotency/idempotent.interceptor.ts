import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CallHandler, ExecutionContext, Injectable, Logger, NestInterceptor } from '@nestjs/common';
import { Request, Response } from 'express';
import { from, lastValueFrom, Observable } from 'rxjs';
import { STATUS_OF_KIND } from '../../../common/errors/domain-error';
import { toDomainError } from '../../../common/errors/to-domain-error';
import './effect-id.decorator';
import { invalidKey } from './idempotency.errors';
import { Answer, IdempotentRequest, IdempotentRequests } from './idempotent-requests';

const RELEASE_EVERY_MS = 1_000;
const MOST_RELEASES = 60;
const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;

/** Does the work of a keyed POST once and gives repetitions the first answer, marked `Idempotency-Replayed: true`. */
@Injectable()
export class IdempotentInterceptor implements NestInterceptor<unknown, unknown> {
  private readonly logger = new Logger(IdempotentInterceptor.name);

  constructor(private readonly requests: IdempotentRequests) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const asked = http.getRequest<Request>();
    const request = keyedRequest(asked);
    return request ? from(this.once(request, next, asked, http.getResponse<Response>())) : next.handle();
  }

  private async once(
    request: IdempotentRequest,
    next: CallHandler<unknown>,
    asked: Request,
    response: Response,
  ): Promise<unknown> {
    const turn = await this.requests.begin(request);
    if ('first' in turn) return replay(turn.first, response);
    asked.effectId = turn.effectId;
    const body = await lastValueFrom(next.handle()).catch(async (error: unknown) => {
      const refused = STATUS_OF_KIND[toDomainError(error).kind] < 500;
      if (refused) await this.quietly(this.requests.abandon(request));
      else await this.release(request, turn.lockedUntil);
      throw error;
    });
    const location = response.getHeader('Location');
    await this.quietly(
      this.requests.finish(request, {
        answer: JSON.stringify(body ?? null),
        location: typeof location === 'string' ? location : null,
      }),
    );
    return body;
  }

  /** A store that fell silent amid the work is silent for this too: it is told again until it hears, behind the answer. */
  private async release(request: IdempotentRequest, lockedUntil: Date): Promise<void> {
    const releasing = () =>
      this.requests.release(request, lockedUntil).then(
        () => true,
        () => false,
      );
    if (await releasing()) return;
    void (async () => {
      for (let attempt = 1; attempt <= MOST_RELEASES; attempt++) {
        await pause(RELEASE_EVERY_MS, undefined, { ref: false });
        if (await releasing()) return;
      }
      this.logger.warn('the key of a request that failed stays locked until its time is over');
    })();
  }

  /** The work is done, or has failed with an error of its own: losing the record of it must not hide that. */
  private async quietly(writing: Promise<void>): Promise<void> {
    await writing.catch((error: unknown) => this.logger.error(error));
  }
}

function replay({ answer, location }: Answer, response: Response): unknown {
  response.setHeader('Idempotency-Replayed', 'true');
  if (location) response.setHeader('Location', location);
  return JSON.parse(answer);
}

function keyedRequest({ headers, identity, method, path, body }: Request): IdempotentRequest | null {
  const key = headers['idempotency-key'];
  if (key === undefined || !identity) return null;
  if (typeof key !== 'string' || !KEY_PATTERN.test(key)) {
    throw invalidKey();
  }
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([method, path.replace(/\/+$/, ''), body]))
    .digest('base64url');
  return { user_id: identity.userId, key, fingerprint };
}
