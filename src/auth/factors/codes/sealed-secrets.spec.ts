import { Environment } from '../../../config/environment';
import { SealedSecrets } from './sealed-secrets';

describe('sealed secrets', () => {
  const under = (JWT_SECRET: string, JWT_PREVIOUS_SECRET?: string) =>
    new SealedSecrets({ JWT_SECRET, JWT_PREVIOUS_SECRET } as Environment);
  const secrets = under('one');

  it('open for their account, and look different each time', () => {
    const sealed = secrets.seal('ada', 'JBSWY3DP');
    expect(secrets.open('ada', sealed)).toEqual({ text: 'JBSWY3DP', isOld: false });
    expect(secrets.seal('ada', 'JBSWY3DP')).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('JBSWY3DP');
  });

  it('open for nobody else, under no other key, and not when changed', () => {
    const sealed = secrets.seal('ada', 'JBSWY3DP');
    expect(secrets.open('eve', sealed)).toBeNull();
    expect(under('two').open('ada', sealed)).toBeNull();
    const bytes = Buffer.from(sealed, 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(secrets.open('ada', bytes.toString('base64url'))).toBeNull();
    for (const odd of ['', 'x', sealed.slice(0, 20)]) expect(secrets.open('ada', odd)).toBeNull();
  });

  it('open under the key before, which is told', () => {
    const sealed = secrets.seal('ada', 'JBSWY3DP');
    expect(under('two', 'one').open('ada', sealed)).toEqual({ text: 'JBSWY3DP', isOld: true });
  });
});
