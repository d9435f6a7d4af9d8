import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/clock';
import { Identity } from '../common/identity/identity';
import { StreamAuthenticator } from '../platform/stream/stream-authenticator';
import { AccessClaims, AccessTokens } from './access-tokens';
import { expiredToken, invalidToken, missingToken } from './auth.errors';
import { SessionStandings } from './session-standings';

const SCHEME = 'Bearer ';

/** Turns access tokens into identities, for HTTP and for sockets; a signature is checked once per token and process. */
@Injectable()
export class Access extends StreamAuthenticator {
  private readonly verified = new LRUCache<string, AccessClaims>({ max: 20_000 });

  constructor(
    private readonly tokens: AccessTokens,
    private readonly standings: SessionStandings,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** @throws DomainError `auth.missing_token`, `auth.invalid_token`, `auth.token_expired`, `auth.session_ended` */
  async authenticate(token: unknown): Promise<Identity> {
    if (token === undefined || token === null || token === '') throw missingToken();
    if (typeof token !== 'string') throw invalidToken();
    const claims = this.claims(token);
    const isSuperuser = await this.standings.check(claims.sessionId, claims.userId);
    return { ...claims, isSuperuser };
  }

  /** @param header the value of `Authorization` */
  authenticateHeader(header: string | undefined): Promise<Identity> {
    const match = header && /^bearer +(\S+)$/i.exec(header);
    if (match) return this.authenticate(match[1]);
    return Promise.reject(header ? invalidToken() : missingToken());
  }

  /**
   * The identity of a header that was found good before and still is, without waiting; undefined where only
   * `authenticateHeader` can tell.
   */
  recall(header: string | undefined): Identity | undefined {
    const claims = header?.startsWith(SCHEME) ? this.verified.get(header.slice(SCHEME.length)) : undefined;
    if (!claims || claims.expiresAt <= this.clock.now()) return undefined;
    const isSuperuser = this.standings.known(claims.sessionId, claims.userId);
    return isSuperuser === undefined ? undefined : { ...claims, isSuperuser };
  }

  private claims(token: string): AccessClaims {
    const known = this.verified.get(token);
    if (known && known.expiresAt > this.clock.now()) return known;
    if (known) throw expiredToken();
    const claims = this.tokens.verify(token);
    this.verified.set(token, claims);
    return claims;
  }
}
