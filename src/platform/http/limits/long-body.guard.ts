import { ServerResponse } from 'node:http';
import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Turns } from '../../../common/turns';
import { bodyCost } from './body-cost';

/** What waits for others, a provider say, leaves its place after a second. */
const SIZE = { places: 2, ofOne: 1, longest: 1_000 };

/**
 * Each user's long bodies are read, validated and worked on one after another, two users' at a time. Several at once would
 * take turns of the event loop that are several times as long, and everybody else would wait for them.
 */
@Injectable()
export class LongBodyGuard implements CanActivate {
  private readonly turns = new Turns(SIZE);

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (bodyCost(request) === 0) return true;
    return new Promise((begin) => {
      void this.turns.run(() => {
        begin(true);
        return closed(http.getResponse<ServerResponse>());
      }, request.identity?.userId);
    });
  }
}

/** Settles when the answer is sent or its client gone. */
function closed(response: ServerResponse): Promise<void> {
  if (response.closed || response.destroyed) return Promise.resolve();
  return new Promise((resolve) => response.once('close', resolve));
}
