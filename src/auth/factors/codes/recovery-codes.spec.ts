import { digestOfRecoveryCode, issueRecoveryCodes } from './recovery-codes';

describe('recovery codes', () => {
  it('are ten, all different, of signs that cannot be mistaken', () => {
    const codes = issueRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(digestOfRecoveryCode('u', code)).not.toBeNull();
    }
  });

  it.each(['7qzk 0m3t xw9d h5ra', '7QZKOM3TXW9DH5RA', ' 7qzk-om3t-xw9d-h5ra '])(
    'of earlier versions, which were shorter, are the same written as %j',
    (written) => {
      expect(digestOfRecoveryCode('u', written)).toBe(digestOfRecoveryCode('u', '7QZK-0M3T-XW9D-H5RA'));
    },
  );

  it('of two accounts have different digests', () => {
    const code = '7QZK-0M3T-XW9D-H5RA';
    expect(digestOfRecoveryCode('u', code)).not.toBe(digestOfRecoveryCode('v', code));
  });

  it.each(['', '123456', '7QZK-0M3T-XW9D-H5RU', '7QZK-0M3T-XW9D-H5RA0', '7QZK-0M3T-XW9D-H5RA-1234'])(
    'are not %j',
    (written) => {
      expect(digestOfRecoveryCode('u', written)).toBeNull();
    },
  );
});
