import { createHash, createSecretKey, KeyObject, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../common/clock';
import { OBJECT_ID_PATTERN } from '../common/ids/object-id.pipe';
import { Environment } from '../config/environment';
import { expiredToken, invalidToken } from './auth.errors';

const ALGORITHM = 'HS256';
const ISSUER = 'tickfolio';
const AUDIENCE = 'tickfolio-api';
const KIND = 'access';
const LONGEST = 2_048;

export interface AccessClaims {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

interface Key {
  id: string;
  secret: string;
}

/**
 * Signs and checks access tokens. Algorithm, issuer, audience and kind are pinned, `exp` is demanded, and the key is
 * chosen by `kid` among our own: nothing in a token decides how it is verified.
 */
@Injectable()
export class AccessTokens {
  private readonly current: Key;
  /** of `current`; a key object, because the library would try to read a text as PEM at every signature */
  private readonly signingKey: KeyObject;
  private readonly keys: Map<string, string>;

  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {
    this.current = keyOf(environment.JWT_SECRET);
    this.signingKey = createSecretKey(environment.JWT_SECRET, 'utf8');
    const previous = environment.JWT_PREVIOUS_SECRET ? [keyOf(environment.JWT_PREVIOUS_SECRET)] : [];
    this.keys = new Map([...previous, this.current].map(({ id, secret }) => [id, secret]));
  }

  /** Seconds that a new token lasts. */
  get lifetime(): number {
    return this.environment.JWT_ACCESS_TTL;
  }

  sign(subject: { userId: string; sessionId: string; isSuperuser: boolean }): string {
    const iat = this.nowInSeconds();
    return this.jwt.sign(
      {
        iat,
        exp: iat + this.lifetime,
        iss: ISSUER,
        aud: AUDIENCE,
        sub: subject.userId,
        sid: subject.sessionId,
        jti: randomUUID(),
        kind: KIND,
        roles: subject.isSuperuser ? ['user', 'superuser'] : ['user'],
      },
      { algorithm: ALGORITHM, keyid: this.current.id, privateKey: this.signingKey },
    );
  }

  /** @throws DomainError `auth.invalid_token`, `auth.token_expired` */
  verify(token: string): AccessClaims {
    const claims = this.claimsOf(token);
    const { sub, sid, jti, kind, exp } = claims;
    const complete = isId(sub) && isId(sid) && typeof jti === 'string' && typeof exp === 'number';
    if (!complete || kind !== KIND) throw invalidToken();
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
  }

  private claimsOf(token: string): Record<string, unknown> {
    const secret = token.length <= LONGEST ? this.keys.get(keyIdOf(token) ?? '') : undefined;
    if (!secret) throw invalidToken();
    try {
      return this.jwt.verify(token, {
        secret,
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTimestamp: this.nowInSeconds(),
      });
    } catch (error) {
      throw error instanceof Error && error.name === 'TokenExpiredError' ? expiredToken() : invalidToken();
    }
  }

  private nowInSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}

/** The key's public name: a digest that tells two keys apart and nothing about either. */
function keyOf(secret: string): Key {
  return { id: createHash('sha256').update(`kid:${secret}`).digest('base64url').slice(0, 12), secret };
}

function keyIdOf(token: string): string | undefined {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8'),
    );
    if (typeof header !== 'object' || header === null || !('kid' in header)) return undefined;
    return typeof header.kid === 'string' ? header.kid : undefined;
  } catch {
    return undefined;
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && OBJECT_ID_PATTERN.test(value);
}
