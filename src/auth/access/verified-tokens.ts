import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../common/at-most';
import { Clock } from '../../common/clock';
import { AccessClaims } from './access-tokens';

interface Verified {
  token: string;
  claims: AccessClaims;
}

/** Characters of a token's end, its signature, by which it is looked for: a hash of all of it for each request is dear. */
const END = 43;

/** The claims of access tokens whose signature was found good, until they expire. */
@Injectable()
export class VerifiedTokens {
  private readonly verified = new LRUCache<string, Verified>(atMost(20_000));

  constructor(private readonly clock: Clock) {}

  remember(token: string, claims: AccessClaims): void {
    this.verified.set(token.slice(-END), { token, claims });
  }

  claimsOf(token: string): AccessClaims | undefined {
    const known = this.verified.get(token.slice(-END));
    // All of it is compared: the same end may stand after other claims, which nobody verified.
    if (known?.token !== token) return undefined;
    return known.claims.expiresAt.getTime() > this.clock.now().getTime() ? known.claims : undefined;
  }
}
