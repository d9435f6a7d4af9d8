import { Injectable } from '@nestjs/common';
import { Identity } from '../common/identity/identity';
import { oncePer } from '../common/once-per';
import { AnswerAtHand, FindsAtHand } from '../platform/http/at-hand/answers-at-hand';
import { WrittenJson } from '../platform/http/at-hand/written-json';
import { versionTag } from '../platform/http/conditional/entity-tag';
import { Portfolio } from './portfolio';
import { RecentPortfolios } from './recent-portfolios';

const PATH = /^\/api\/v1\/portfolio\/([0-9a-f]{24})$/;
const ROUTE = '/api/v1/portfolio/:id';

/** The caller's own portfolio, where it was read a moment ago; what superusers see of others is noted by the route. */
@Injectable()
export class PortfolioAtHand implements FindsAtHand {
  constructor(private readonly recent: RecentPortfolios) {}

  finderOf(url: string): ((caller: Identity) => AnswerAtHand | undefined) | undefined {
    const id = PATH.exec(url)?.[1];
    return id === undefined ? undefined : ({ userId }) => this.find(id, userId);
  }

  private find(id: string, userId: string): AnswerAtHand | undefined {
    const portfolio = this.recent.atHand(id);
    return portfolio?.user_id === userId ? answerOf(portfolio) : undefined;
  }
}

const answerOf = oncePer((portfolio: Portfolio): AnswerAtHand => {
  const body = new WrittenJson(JSON.stringify(portfolio));
  return { route: ROUTE, body, tag: versionTag(portfolio.version) };
});
