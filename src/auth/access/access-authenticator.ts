import { Injectable } from '@nestjs/common';
import { Request, Response } from 'express';
import passport from 'passport';
import { Identity } from '../../common/identity/identity';
import { StreamAuthenticator } from '../../platform/stream/sockets/stream-authenticator';
import { invalidToken, missingToken } from '../auth.errors';
import { secondFactorRequired } from '../factors/factors.errors';
import { AccessClaims } from './access-tokens';
import { bearerToken } from './bearer-token';
import { JwtStrategy } from './jwt.strategy';
import { isPersonalToken } from '../tokens/personal-token';
import { TokenAuthenticator } from '../tokens/token-authenticator';
import { SessionStandings } from '../sessions/session-standings';
import { VerifiedTokens } from './verified-tokens';

const SCHEME = 'Bearer ';

/** Turns access tokens into identities, for sockets and where no guard runs, by the strategy that the guard uses. */
@Injectable()
export class AccessAuthenticator extends StreamAuthenticator {
  constructor(
    private readonly strategy: JwtStrategy,
    private readonly verified: VerifiedTokens,
    private readonly standings: SessionStandings,
    private readonly personal: TokenAuthenticator,
  ) {
    super();
  }

  /**
   * @throws DomainError `auth.missing_token`, `auth.invalid_token`, `auth.token_expired`, `auth.session_ended`,
   * `auth.second_factor_required`
   */
  async authenticate(token: unknown): Promise<Identity> {
    if (token === undefined || token === null || token === '') throw missingToken();
    if (typeof token !== 'string') throw invalidToken();
    const identity = await this.authenticateHeader(SCHEME + token);
    if (identity.lacksFactor) throw secondFactorRequired();
    // A token has no rights of a superuser here: nothing would take them from its sockets again.
    return identity.token ? { ...identity, isSuperuser: false } : identity;
  }

  /** @param header the value of `Authorization` */
  authenticateHeader(header: string | undefined): Promise<Identity> {
    if (!header) return Promise.reject(missingToken());
    const claims = this.claimsOf(header);
    if (claims) return this.withStanding(claims);
    const personal = this.personalToken(header);
    if (personal) return this.personal.authenticate(personal);
    const request = { headers: { authorization: header } } as Request;
    return new Promise((resolve, reject) => {
      const answer = (error: unknown, identity: Identity | false | null) =>
        identity ? resolve(identity) : reject(refusalOf(error));
      const middleware = passport.authenticate('jwt', this.options(), answer) as (
        ...exchange: [Request, Response, (error: unknown) => void]
      ) => void;
      middleware(request, {} as Response, reject);
    });
  }

  /** The personal access token of a header, if it has one; passport knows only our JWTs. */
  personalToken(header: string): string | undefined {
    const token = bearerToken(header);
    return token && isPersonalToken(token) ? token : undefined;
  }

  /** What passport is to be told with a request, so that it asks this application's strategy. */
  options(): { session: false; strategy: JwtStrategy } {
    return { session: false, strategy: this.strategy };
  }

  /**
   * The identity of a header that was found good before and still is, without waiting; undefined where only
   * `authenticateHeader` can tell, or where the account may do nothing yet.
   */
  recall(header: string | undefined): Identity | undefined {
    const claims = this.claimsOf(header);
    const standing = claims && this.standings.known(claims.sessionId, claims.userId);
    if (!standing || standing.lacksFactor) return undefined;
    // Field by field: copied as a whole, two objects cost a hundred times as much, for each request.
    const { userId, sessionId, expiresAt } = claims;
    return { userId, sessionId, expiresAt, isSuperuser: standing.isSuperuser, lacksFactor: false };
  }

  /** What a token says whose signature was checked before. */
  private claimsOf(header: string | undefined): AccessClaims | undefined {
    return header?.startsWith(SCHEME) ? this.verified.claimsOf(header.slice(SCHEME.length)) : undefined;
  }

  private async withStanding(claims: AccessClaims): Promise<Identity> {
    return { ...claims, ...(await this.standings.check(claims.sessionId, claims.userId)) };
  }
}

/** What passport did not let in is refused with: an error of ours or of a store, or a token that is no good. */
export function refusalOf(error: unknown): Error {
  return error instanceof Error ? error : invalidToken();
}
