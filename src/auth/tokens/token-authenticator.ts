import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { Clock } from '../../common/clock';
import { Identity } from '../../common/identity/identity';
import { UsersService } from '../../users/users.service';
import { expiredToken, invalidToken } from '../auth.errors';
import { FactorRequirement } from '../factors/factor-requirement';
import { digestOfToken } from './personal-token';
import { PersonalTokensRepository } from './personal-tokens.repository';

/** As long as a session's standing: the longest that a withdrawal can go unseen. */
const FRESH_MS = 2_000;
const MOST_REMEMBERED = 20_000;
/** A token's last use is told this exactly. */
const USE_NOTED_MS = 60_000;

interface Known {
  identity: Promise<Identity>;
  askedAt: number;
}

/** Turns personal access tokens into identities, asking the database at most every two seconds per token and process. */
@Injectable()
export class TokenAuthenticator {
  private readonly logger = new Logger(TokenAuthenticator.name);
  private readonly known = new LRUCache<string, Known>(atMost(MOST_REMEMBERED));
  private readonly digests = new LRUCache<string, string>(atMost(MOST_REMEMBERED));
  private readonly uses = new LRUCache<string, true>({ ...atMost(MOST_REMEMBERED), ttl: USE_NOTED_MS });

  constructor(
    private readonly tokens: PersonalTokensRepository,
    private readonly users: UsersService,
    private readonly requirement: FactorRequirement,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.invalid_token`, `auth.token_expired` */
  async authenticate(text: string): Promise<Identity> {
    const digest = digestOfToken(text);
    if (!digest) throw invalidToken();
    const now = this.clock.now().getTime();
    const known = this.known.get(digest);
    if (known && now - known.askedAt < FRESH_MS) return known.identity;
    const identity = this.ask(digest);
    this.known.set(digest, { identity, askedAt: now });
    identity.catch(() => this.known.delete(digest));
    return identity;
  }

  /** Asks anew for a token that was withdrawn, or whose user's standing has changed. */
  forget(id: string): void {
    const digest = this.digests.get(id);
    if (digest) this.known.delete(digest);
  }

  private async ask(digest: string): Promise<Identity> {
    const token = await this.tokens.findByHash(digest);
    if (!token) throw invalidToken();
    this.digests.set(token.id, digest);
    const now = this.clock.now();
    if (token.expires_at <= now) throw expiredToken();
    const user = await this.users.find(token.user_id);
    if (!user?.is_active) throw invalidToken();
    this.noteUse(token.id, now);
    const { scopes, portfolios } = token;
    return {
      userId: user.id,
      sessionId: token.id,
      isSuperuser: user.is_superuser && scopes.includes('admin'),
      lacksFactor: await this.requirement.isUnmet(user),
      expiresAt: token.expires_at,
      token: { scopes, portfolios },
    };
  }

  /** Nobody waits for it. */
  private noteUse(id: string, now: Date): void {
    if (this.uses.has(id)) return;
    this.uses.set(id, true);
    this.tokens
      .noteUse(id, now)
      .catch((error: unknown) => this.logger.debug(`the use of a token was not noted: ${String(error)}`));
  }
}
