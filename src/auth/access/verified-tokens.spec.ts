import { Clock } from '../../common/clock';
import { VerifiedTokens } from './verified-tokens';

const SIGNATURE = 's'.repeat(43);
const TOKEN = `header.claims.${SIGNATURE}`;

describe('verified tokens', () => {
  let now = new Date('2026-03-01T12:00:00Z');
  const clock: Clock = { now: () => now };
  const claims = { userId: 'ada', sessionId: 'one', expiresAt: new Date('2026-03-01T12:15:00Z') };

  it('are known by all of their characters, until they expire', () => {
    const verified = new VerifiedTokens(clock);
    verified.remember(TOKEN, claims);
    expect(verified.claimsOf(TOKEN)).toBe(claims);
    for (const other of [`header.others.${SIGNATURE}`, SIGNATURE, `${TOKEN}x`, 'header.claims.'])
      expect(verified.claimsOf(other)).toBeUndefined();
    now = claims.expiresAt;
    expect(verified.claimsOf(TOKEN)).toBeUndefined();
  });
});
