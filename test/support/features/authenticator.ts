import request from 'supertest';
import { Secret, TOTP } from 'otpauth';
import { Clock } from '../../../src/common/clock';
import { Account } from '../application/accounts';
import { TestApp } from '../application/app';

/** An authenticator app whose clock is the application's. */
export class Authenticator {
  private lastStep = 0;

  constructor(
    private readonly secret: string,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  code(at = this.clock.now().getTime()): string {
    return new TOTP({ secret: Secret.fromBase32(this.secret) }).generate({ timestamp: at });
  }

  /** A code that was not shown before: that of the next step where the present one was. */
  freshCode(): string {
    const now = this.clock.now().getTime();
    const step = Math.max(Math.floor(now / 30_000), this.lastStep + 1);
    this.lastStep = step;
    return this.code(step * 30_000);
  }
}

/** Adds an authenticator app to an account. */
export async function enrolAuthenticator(
  running: Pick<TestApp, 'url' | 'app'>,
  { authorization }: Pick<Account, 'authorization'>,
): Promise<{ authenticator: Authenticator; recoveryCodes: string[]; secret: string }> {
  const post = (path: string, body: object = {}) =>
    request(running.url).post(`/api/v1/auth/factors/${path}`).set(authorization).send(body);
  const { body } = await post('totp').expect(201);
  const authenticator = new Authenticator(String(body.secret), running.app.get(Clock));
  const confirmed = await post('totp/confirm', { code: authenticator.freshCode() }).expect(200);
  return { authenticator, recoveryCodes: confirmed.body.recovery_codes, secret: String(body.secret) };
}
