import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { mergeMap, Observable } from 'rxjs';
import { AuditEvent } from '../audit/audit-entry';
import { AuditTrail } from '../audit/audit-trail';
import { isObjectId } from '../common/ids/object-id.pipe';
import { PortfoliosService } from './portfolios.service';

const OF_A_PORTFOLIO = /\/portfolio\/:id(\/|$)/;
const LIST = /\/portfolio\/?$/;

/** Notes what superusers see and change of others' portfolios: reads before they are answered, changes once they are made. */
@Injectable()
export class OthersPortfoliosInterceptor implements NestInterceptor {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly audit: AuditTrail,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const event = request.identity?.isSuperuser ? await this.eventOf(request) : null;
    if (!event) return next.handle();
    if (event.action === 'portfolio.changed_for_another') {
      return next.handle().pipe(
        mergeMap(async (answer: unknown) => {
          await this.audit.record(event);
          return answer;
        }),
      );
    }
    await this.audit.record(event);
    return next.handle();
  }

  /** null where it is no portfolio, or the superuser's own */
  private async eventOf(request: Request): Promise<AuditEvent | null> {
    const actor = request.identity!;
    const { path } = request.route as { path: string };
    const owner = await this.ownerOf(request, path);
    if (owner === null || owner.user_id === actor.userId) return null;
    const { method } = request;
    return {
      action: method === 'GET' ? 'portfolio.read_for_another' : 'portfolio.changed_for_another',
      actor_id: actor.userId,
      target: owner.target,
      user_id: owner.user_id,
      facts: { route: `${method} ${path}` },
    };
  }

  private async ownerOf(
    { params, query }: Request,
    path: string,
  ): Promise<{ user_id: string; target: AuditEvent['target'] } | null> {
    if (LIST.test(path)) {
      const { user_id } = query;
      if (!isObjectId(user_id)) return null;
      return { user_id: user_id.toLowerCase(), target: { kind: 'user', id: user_id.toLowerCase() } };
    }
    const { id } = params;
    if (!OF_A_PORTFOLIO.test(path) || !isObjectId(id)) return null;
    const user_id = await this.portfolios.ownerOf(id);
    return user_id === null ? null : { user_id, target: { kind: 'portfolio', id: id.toLowerCase() } };
  }
}
