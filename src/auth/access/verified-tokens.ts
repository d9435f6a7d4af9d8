import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { Clock } from '../../common/clock';
import { AccessClaims } from './access-tokens';

/** The claims of access tokens whose signature was found good, until they expire. */
@Injectable()
export class VerifiedTokens {
  private readonly claims = new LRUCache<string, AccessClaims>(atMost(20_000));

  constructor(private readonly clock: Clock) {}

  remember(token: string, claims: AccessClaims): void {
    this.claims.set(token, claims);
  }

  claimsOf(token: string): AccessClaims | undefined {
    const claims = this.claims.get(token);
    return claims && claims.expiresAt > this.clock.now() ? claims : undefined;
  }
}
