import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/http.errors';
import { Identity } from '../../common/identity/identity';
import { TokenRights } from '../../common/identity/token-rights';
import { insertIntoFreeSlot } from '../../platform/mongo/insert-into-free-slot';
import { OneAtATime } from '../../platform/schedule/one-at-a-time.decorator';
import { StreamServer } from '../../platform/stream/stream-server';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { tokenNotFound, tooManyTokens } from '../auth.errors';
import { SecurityNotices } from '../contacts/security-notices';
import { Revocations } from '../sessions/revocations';
import { RecentSignIn } from '../sign-in/recent-sign-in';
import { digestOfToken, issuePersonalToken, PersonalToken } from './personal-token';
import { PersonalTokensRepository } from './personal-tokens.repository';

export const MOST_TOKENS = 20;
const LONGEST_LIFE_DAYS = 366;
const DAY_MS = 86_400_000;
const SWEEP_MS = 2_000;

export interface TokenWish extends TokenRights {
  name: string;
  expires_at: Date;
  current_password?: string;
}

/** The tokens by which programs act for a user: made, listed and withdrawn by the user's own session. */
@Injectable()
export class PersonalTokensService implements OnModuleInit {
  private readonly logger = new Logger(PersonalTokensService.name);

  constructor(
    private readonly tokens: PersonalTokensRepository,
    private readonly users: UsersService,
    private readonly recentSignIn: RecentSignIn,
    private readonly revocations: Revocations,
    private readonly stream: StreamServer,
    private readonly notices: SecurityNotices,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Sockets come back with what they may see now, or not at all.
    this.users.onStandingChange(async ({ id }) => {
      const tokens = await this.tokens.list(id);
      await this.revocations.announce({ sessionIds: tokens.map((token) => token.id) });
    });
  }

  /**
   * @returns the token with its secret, which is told this once
   * @throws DomainError `auth.too_many_tokens`, `auth.wrong_password`, `validation.failed`
   */
  async create(identity: Identity, wish: TokenWish): Promise<PersonalToken & { secret: string }> {
    const { name, scopes, portfolios, expires_at, current_password } = wish;
    const now = this.clock.now();
    this.refuseUnlikelyEnd(expires_at, now);
    await this.recentSignIn.demand(identity, current_password);
    const secret = issuePersonalToken();
    const token = {
      name,
      scopes,
      portfolios,
      expires_at,
      created_at: now,
      token_hash: digestOfToken(secret)!,
    };
    const created = await insertIntoFreeSlot(
      identity.userId,
      MOST_TOKENS,
      () => this.tokens.slotsOf(identity.userId),
      (slot) => this.tokens.insertIntoSlot(identity.userId, slot, token),
    );
    if (!created) throw tooManyTokens(MOST_TOKENS);
    await this.audit.tokenCreated(identity.userId, created.id, scopes);
    await this.notices.tokenCreated(identity.userId, created.id);
    return { ...created, secret };
  }

  list(userId: string): Promise<PersonalToken[]> {
    return this.tokens.list(userId);
  }

  /** @throws DomainError `auth.token_not_found` */
  async withdraw(userId: string, id: string): Promise<void> {
    if (!(await this.tokens.delete(userId, id))) throw tokenNotFound();
    await this.revocations.announce({ sessionIds: [id] });
    await this.audit.tokenWithdrawn(userId, id);
  }

  async withdrawAll(userId: string): Promise<void> {
    const ids = await this.tokens.deleteAll(userId);
    if (ids.length > 0) await this.revocations.announce({ sessionIds: ids });
  }

  /** Ends this instance's sockets of tokens that are gone, whether or not a push told of it. */
  @Interval(SWEEP_MS)
  @OneAtATime()
  async sweep(): Promise<void> {
    const sockets = [...this.stream.namespace.sockets.values()];
    const used = sockets.flatMap(({ data }) => (data.identity.token ? [data.identity.sessionId] : []));
    if (used.length === 0) return;
    try {
      const live = new Set(await this.tokens.liveIds([...new Set(used)], this.clock.now()));
      const gone = used.filter((id) => !live.has(id));
      if (gone.length > 0) await this.revocations.announce({ sessionIds: gone });
    } catch (error) {
      this.logger.warn(`withdrawn tokens could not be read: ${String(error)}`);
    }
  }

  private refuseUnlikelyEnd(expires_at: Date, now: Date): void {
    const life = expires_at.getTime() - now.getTime();
    if (life > 0 && life <= LONGEST_LIFE_DAYS * DAY_MS) return;
    const message = `expires_at must be in the future and at most ${LONGEST_LIFE_DAYS} days away`;
    throw validationFailed([{ field: 'expires_at', message }]);
  }
}
