import { Secret } from 'otpauth';
import { issueTotp, stepOfCode } from './totp';

describe('codes of an authenticator app', () => {
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  const at = (seconds: number) => new Date(seconds * 1_000);

  // RFC 6238, appendix B, SHA-1, the last six of the eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %d s is %s', (seconds, code) => {
    expect(stepOfCode(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('are good half a minute early and late, and tell the step that they belong to', () => {
    expect(stepOfCode(secret, '287082', at(89))).toBe(1);
    expect(stepOfCode(secret, '287082', at(29))).toBe(1);
    expect(stepOfCode(secret, '287082', at(90))).toBeNull();
  });

  it.each(['', '28708', '2870822', '28708x', '２８７０８２'])('are not %j', (code) => {
    expect(stepOfCode(secret, code, at(59))).toBeNull();
  });

  it('come from a secret of 160 bits that the app is given as an address', () => {
    const { secret: issued, otpauth_uri } = issueTotp('ada@example.com');
    expect(Secret.fromBase32(issued).bytes).toHaveLength(20);
    const uri = new URL(otpauth_uri);
    expect(decodeURIComponent(uri.pathname)).toContain('Tickfolio:ada@example.com');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: issued, issuer: 'Tickfolio' });
    expect(issueTotp('ada@example.com').secret).not.toBe(issued);
  });
});
