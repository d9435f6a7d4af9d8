import { createHash, createSecretKey, KeyObject, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../common/clock';
import { isObjectId } from '../../common/ids/object-id.pipe';
import { Environment } from '../../config/environment';
import { expiredToken, invalidToken } from '../auth.errors';

export const ALGORITHM = 'HS256';
export const ISSUER = 'tickfolio';
export const AUDIENCE = 'tickfolio-api';
const KIND = 'access';
const LONGEST = 2_048;

export interface AccessClaims {
  userId: string;
  sessionId: string;
  expiresAt: Date;
}

interface Key {
  id: string;
  /** a key object, because the library would try to read a text as PEM at every token */
  key: KeyObject;
}

/**
 * Signs access tokens and says what makes one good. Algorithm, issuer, audience and kind are pinned, `exp` is demanded,
 * and the key is chosen by `kid` among our own: nothing in a token decides how it is verified.
 */
@Injectable()
export class AccessTokens {
  private readonly current: Key;
  private readonly keys: Map<string, KeyObject>;

  constructor(
    private readonly jwt: JwtService,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {
    this.current = keyOf(environment.JWT_SECRET);
    const previous = environment.JWT_PREVIOUS_SECRET ? [keyOf(environment.JWT_PREVIOUS_SECRET)] : [];
    this.keys = new Map([...previous, this.current].map(({ id, key }) => [id, key]));
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
      { algorithm: ALGORITHM, keyid: this.current.id, privateKey: this.current.key },
    );
  }

  /** The key that a token names by its `kid`; undefined where it names none of ours or is longer than any of ours. */
  keyOf(token: string): KeyObject | undefined {
    return token.length <= LONGEST ? this.keys.get(keyIdOf(token) ?? '') : undefined;
  }

  /**
   * Reads the claims of a token whose signature is good.
   * @throws DomainError `auth.invalid_token`, `auth.token_expired`
   */
  claimsOf({ sub, sid, jti, kind, exp }: Record<string, unknown>): AccessClaims {
    const complete = isObjectId(sub) && isObjectId(sid) && typeof jti === 'string' && typeof exp === 'number';
    if (!complete || kind !== KIND) throw invalidToken();
    if (exp <= this.nowInSeconds()) throw expiredToken();
    return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
  }

  private nowInSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}

/** The id is a digest that tells two keys apart and nothing about either. */
function keyOf(secret: string): Key {
  const id = createHash('sha256').update(`kid:${secret}`).digest('base64url').slice(0, 12);
  return { id, key: createSecretKey(secret, 'utf8') };
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
