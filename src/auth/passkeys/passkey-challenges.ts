import { Injectable } from '@nestjs/common';
import { OneTimeRecords } from '../one-time-records';
import { invalidPasskey } from './passkeys.errors';

const LIFE_SECONDS = 300;
const KIND = 'passkey-challenge';

/** What a challenge was made for; an answer is good for the same only. */
export interface ChallengePurpose {
  use: 'register' | 'sign-in' | 'factor';
  /** whose; null where the answer is to tell */
  user_id: string | null;
}

interface Challenge extends ChallengePurpose {
  challenge: string;
}

/** Challenges that browsers are asked to sign: five minutes and one answer each. */
@Injectable()
export class PasskeyChallenges {
  constructor(private readonly records: OneTimeRecords) {}

  /** @throws DomainError `http.unavailable` while Redis is away */
  keep(challenge: string, purpose: ChallengePurpose): Promise<string> {
    return this.records.keep(KIND, { ...purpose, challenge } satisfies Challenge, LIFE_SECONDS);
  }

  /**
   * Takes a challenge away, so that of many answers one is looked at.
   * @throws DomainError `auth.invalid_passkey`, `http.unavailable` while Redis is away
   */
  async take(id: string, { use, user_id }: ChallengePurpose): Promise<string> {
    const kept = await this.records.take<Challenge>(KIND, id);
    if (kept?.use !== use || kept.user_id !== user_id) throw invalidPasskey();
    return kept.challenge;
  }
}
