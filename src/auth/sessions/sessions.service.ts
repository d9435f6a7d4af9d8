import { Injectable, OnModuleInit } from '@nestjs/common';
import { Types } from 'mongoose';
import { DAY_SECONDS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { Page, PageRequest, pageOf } from '../../common/paging/cursor';
import { Environment } from '../../config/environment';
import { User } from '../../users/user';
import { UsersService } from '../../users/users.service';
import { invalidRefreshToken, sessionNotFound } from '../auth.errors';
import { RefreshReuseError } from './refresh-reuse.error';
import {
  IssuedRefreshToken,
  issueRefreshToken,
  readRefreshToken,
  RefreshToken,
  succeedRefreshToken,
} from './refresh-token';
import { Revocations } from './revocations';
import { Device, KnownDevice, Session } from './session';
import { SessionsRepository } from './sessions.repository';

/** How long an ended session helps to know its device again. */
const REMEMBERED_SECONDS = 30 * DAY_SECONDS;

/** Opens, rotates and ends sessions. An ended session is dead on every instance within a few seconds. */
@Injectable()
export class SessionsService implements OnModuleInit {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly revocations: Revocations,
    private readonly users: UsersService,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  onModuleInit(): void {
    this.users.onStandingChange((user) => this.standingChanged(user));
  }

  async open(userId: string, device: Device): Promise<IssuedRefreshToken> {
    const now = this.clock.now();
    const token = issueRefreshToken(new Types.ObjectId().toHexString());
    const ends_at_latest = after(now, this.environment.SESSION_MAX_AGE);
    const { text: _text, ...digests } = token;
    await this.sessions.create({
      user_id: userId,
      ...device,
      ...digests,
      created_at: now,
      ends_at_latest,
      ...this.limits(now, ends_at_latest),
    });
    return token;
  }

  /**
   * Spends a refresh token for its successor. The token that was spent last is given the same successor for another
   * `REFRESH_REUSE_GRACE` seconds: an answer may have been lost, or two tabs have asked.
   * @throws DomainError `auth.invalid_refresh_token`
   * @throws RefreshReuseError when the token was spent before; its session has ended by then
   */
  async rotate(text: string): Promise<{ session: Session; token: IssuedRefreshToken }> {
    const spent = readRefreshToken(text);
    if (!spent) throw invalidRefreshToken();
    const now = this.clock.now();
    const [token, ...retired] = this.keys.map((key) => succeedRefreshToken(text, key)) as [
      IssuedRefreshToken,
      ...IssuedRefreshToken[],
    ];
    const session = await this.sessions.spend(spent, token, now);
    if (!session) return this.repeat(spent, [token, ...retired], now);
    const { expires_at, forget_at } = this.limits(now, session.ends_at_latest);
    await this.sessions.prolong(session.id, expires_at, forget_at);
    return { session, token };
  }

  /** Ends the session of a refresh token, spent or not; a token of no session ends nothing. */
  async endByToken(text: string): Promise<{ userId: string; sessionId: string } | null> {
    const token = readRefreshToken(text);
    const userId = token && (await this.sessions.familyOwner(token, this.clock.now()));
    if (!token || !userId) return null;
    await this.end({ userId, sessionId: token.sessionId });
    return { userId, sessionId: token.sessionId };
  }

  /** Ends one session of a user, or all, or all but one. */
  async end(which: { userId: string; sessionId?: string; except?: string }): Promise<string[]> {
    const ended = await this.sessions.end(which, this.clock.now());
    if (ended.length > 0) await this.revocations.announce({ sessionIds: ended });
    return ended;
  }

  async page(userId: string, page: PageRequest): Promise<Page<Session>> {
    const rows = await this.sessions.pageLive(userId, this.clock.now(), page);
    return pageOf(rows, page, (session) => session);
  }

  /** @throws DomainError `auth.session_not_found` */
  async endOwn(userId: string, sessionId: string): Promise<void> {
    const ended = await this.end({ userId, sessionId });
    if (ended.length === 0) throw sessionNotFound();
  }

  knows(userId: string, device: Device): Promise<KnownDevice> {
    return this.sessions.knows(userId, device);
  }

  /** The deactivated are out at once; for others, sockets come back with what they may see now. */
  private async standingChanged({ id, is_active }: User): Promise<void> {
    const sessionIds = is_active
      ? await this.sessions.liveIds(id, this.clock.now())
      : await this.end({ userId: id });
    await this.revocations.announce({ sessionIds, userId: id });
  }

  private limits(now: Date, ends_at_latest: Date): { expires_at: Date; forget_at: Date } {
    const idle = after(now, this.environment.JWT_REFRESH_TTL);
    const expires_at = idle < ends_at_latest ? idle : ends_at_latest;
    return { expires_at, forget_at: after(expires_at, REMEMBERED_SECONDS) };
  }

  /** @throws as `rotate` does, unless the token was spent a moment ago */
  private async repeat(spent: RefreshToken, successors: IssuedRefreshToken[], now: Date) {
    const since = after(now, -this.environment.REFRESH_REUSE_GRACE);
    const session = await this.sessions.spentSince(spent, since, now);
    if (!session) throw await this.refused(spent, now);
    const token = successors.find(({ refreshHash }) => refreshHash === session.refreshHash);
    // Spent under a key that this instance does not have: no sign of theft, but nothing to answer with.
    if (!token) throw invalidRefreshToken();
    return { session, token };
  }

  private get keys(): string[] {
    const { JWT_SECRET, JWT_PREVIOUS_SECRET } = this.environment;
    return JWT_PREVIOUS_SECRET ? [JWT_SECRET, JWT_PREVIOUS_SECRET] : [JWT_SECRET];
  }

  private async refused(token: RefreshToken, now: Date): Promise<Error> {
    const userId = await this.sessions.familyOwner(token, now);
    if (!userId) return invalidRefreshToken();
    await this.end({ userId, sessionId: token.sessionId });
    return new RefreshReuseError(userId, token.sessionId);
  }
}

const after = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1_000);
