import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { defer, lastValueFrom, Observable } from 'rxjs';
import { Turns } from '../../../common/turns';
import { bodyCost } from './body-cost';

/**
 * Each user's long bodies are validated and worked on one after another, two users' at a time. Several at once would take each
 * turn of the event loop several times as long, and everybody else would wait for it.
 */
@Injectable()
export class LongBodyTurns {
  private readonly turns = new Turns({ places: 2, ofOne: 1, longest: 1_000 });

  run<T>(request: Request, work: () => Promise<T>): Promise<T> {
    return this.turns.run(work, request.identity?.userId);
  }
}

/** For routes that take long JSON bodies; the pipes that validate them run within it. */
@Injectable()
export class LongBodyInterceptor implements NestInterceptor {
  constructor(private readonly turns: LongBodyTurns) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    if (bodyCost(request) === 0) return next.handle();
    return defer(() => this.turns.run(request, () => lastValueFrom(next.handle())));
  }
}
