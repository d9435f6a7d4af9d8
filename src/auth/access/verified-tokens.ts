import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { Clock } from '../../common/clock';
import { AccessClaims } from './access-tokens';

interface Verified {
  token: string;
  claims: AccessClaims;
}

/** By its signature a token is looked for: a hash of all of it for each request is dear. */
const SIGNATURE_LENGTH = 43;

/** The claims of access tokens whose signature was found good, until they expire. */
@Injectable()
export class VerifiedTokens {
  private readonly verified = new LRUCache<string, Verified>(atMost(20_000));

  constructor(private readonly clock: Clock) {}

  remember(token: string, claims: AccessClaims): void {
    this.verified.set(token.slice(-SIGNATURE_LENGTH), { token, claims });
  }

  claimsOf(token: string): AccessClaims | undefined {
    const known = this.verified.get(token.slice(-SIGNATURE_LENGTH));
    // All of it is compared: the same signature may stand after other claims, which nobody verified.
    if (known?.token !== token) return undefined;
    return known.claims.expiresAt.getTime() > this.clock.now().getTime() ? known.claims : undefined;
  }
}
