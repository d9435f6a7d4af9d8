import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { Clock } from '../../common/clock';
import { Gathered } from '../../common/gathered';
import { UsersService } from '../../users/users.service';
import { sessionEnded } from '../auth.errors';
import { FactorRequirement } from '../factors/factor-requirement';
import { SessionsRepository } from './sessions.repository';

/** An answer older than this is asked again: the longest that a revocation can go unseen without a push. */
const FRESH_MS = 2_000;

/** What a session's user may do now, whatever the token said when it was made. */
export interface Standing {
  isSuperuser: boolean;
  /** whether the account needs a second factor that it does not have */
  lacksFactor: boolean;
}

interface Known {
  userId: string;
  askedAt: number;
  standing: Promise<Standing>;
  /** what `standing` came to, once it has */
  answer?: Standing;
}

/** Whether a session still holds, asked of the database at most every two seconds per session and process. */
@Injectable()
export class SessionStandings {
  private readonly standings = new LRUCache<string, Known>(atMost(20_000));
  private readonly owners = new Gathered((sessionIds) =>
    this.sessions.liveOwners(sessionIds, this.clock.now()),
  );
  private readonly accounts = new Gathered((userIds) => this.users.standings(userIds));

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersService,
    private readonly requirement: FactorRequirement,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.session_ended` */
  check(sessionId: string, userId: string): Promise<Standing> {
    const fresh = this.fresh(sessionId, userId);
    if (fresh) return fresh.standing;
    const standing = this.ask(sessionId, userId);
    const known: Known = { userId, askedAt: this.clock.now().getTime(), standing };
    this.standings.set(sessionId, known);
    standing.then(
      (answer) => (known.answer = answer),
      () => this.standings.delete(sessionId),
    );
    return standing;
  }

  /** What `check` would come to, where that is known without waiting. */
  known(sessionId: string, userId: string): Standing | undefined {
    return this.fresh(sessionId, userId)?.answer;
  }

  forget(sessionId: string): void {
    this.standings.delete(sessionId);
  }

  private fresh(sessionId: string, userId: string): Known | undefined {
    const known = this.standings.get(sessionId);
    const isFresh = known?.userId === userId && this.clock.now().getTime() - known.askedAt < FRESH_MS;
    return isFresh ? known : undefined;
  }

  private async ask(sessionId: string, userId: string): Promise<Standing> {
    const [owner, user] = await Promise.all([this.owners.of(sessionId), this.accounts.of(userId)]);
    if (owner !== userId || !user?.is_active) throw sessionEnded();
    return { isSuperuser: user.is_superuser, lacksFactor: await this.requirement.isUnmet(user) };
  }
}
