import { Injectable } from '@nestjs/common';
import { Identity } from '../common/identity/identity';
import { oncePer } from '../common/once-per';
import { AnswerAtHand, FindsAtHand } from '../platform/http/at-hand/answers-at-hand';
import { WrittenJson } from '../platform/http/at-hand/written-json';
import { contentTag } from '../platform/http/conditional/entity-tag';
import { showUser } from './dto/user.dto';
import { RecentUsers } from './recent-users';
import { User } from './user';

const ROUTE = '/api/v1/users/me';

/** The caller's own account, where it was read a moment ago. */
@Injectable()
export class AccountAtHand implements FindsAtHand {
  constructor(private readonly recent: RecentUsers) {}

  finderOf(url: string): ((caller: Identity) => AnswerAtHand | undefined) | undefined {
    return url === ROUTE ? this.find : undefined;
  }

  private readonly find = ({ userId }: Identity): AnswerAtHand | undefined => {
    const user = this.recent.atHand(userId);
    return user && answerOf(user);
  };
}

const answerOf = oncePer((user: User): AnswerAtHand => {
  const shown = showUser(user);
  return { route: ROUTE, body: new WrittenJson(JSON.stringify(shown)), tag: contentTag(shown) };
});
