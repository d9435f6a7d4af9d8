import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Request } from 'express';
import { Strategy } from 'passport-jwt';
import { Identity } from '../../common/identity/identity';
import { AccessTokens, ALGORITHM, AUDIENCE, ISSUER } from './access-tokens';
import { bearerToken } from './bearer-token';
import { SessionStandings } from '../sessions/session-standings';
import { VerifiedTokens } from './verified-tokens';

/**
 * Checks an access token: signature, algorithm, issuer and audience by passport-jwt, the rest of its claims and whether
 * its session holds by us. Expiry is ours too, because it goes by the application's clock.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly standings: SessionStandings,
    private readonly verified: VerifiedTokens,
  ) {
    super({
      jwtFromRequest: ({ headers }: Request) => bearerToken(headers.authorization),
      secretOrKeyProvider: (_request: Request, token: string, done) => {
        const key = tokens.keyOf(token);
        // The types know no key objects; a text would be tried as PEM at every token.
        if (key) done(null, key as unknown as Buffer);
        else done(new Error('no key has this kid'));
      },
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      ignoreExpiration: true,
      passReqToCallback: true,
    });
  }

  /** @throws DomainError `auth.invalid_token`, `auth.token_expired`, `auth.session_ended` */
  async validate(request: Request, payload: Record<string, unknown>): Promise<Identity> {
    const claims = this.tokens.claimsOf(payload);
    const token = bearerToken(request.headers.authorization);
    if (token) this.verified.remember(token, claims);
    return { ...claims, ...(await this.standings.check(claims.sessionId, claims.userId)) };
  }

  /**
   * Passport keeps one strategy of a name for the whole process; where a process has several applications, each
   * request says which one's strategy it is for.
   */
  override authenticate(request: Request, options: { strategy: JwtStrategy }): void {
    Object.setPrototypeOf(this, options.strategy);
    super.authenticate(request, options);
  }
}
