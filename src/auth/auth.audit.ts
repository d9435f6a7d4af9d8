import { Injectable, Logger } from '@nestjs/common';

/** One log line per event of an account, under the request's id; never a secret, never an address. */
@Injectable()
export class AuthAudit {
  private readonly logger = new Logger('Audit');

  registered(user_id: string): void {
    this.logger.log({ event: 'auth.registered', subject_id: user_id });
  }

  signedIn(user_id: string, session_id: string): void {
    this.logger.log({ event: 'auth.signed_in', subject_id: user_id, session_id });
  }

  signInFailed(user_id: string | undefined): void {
    this.logger.warn({ event: 'auth.sign_in_failed', subject_id: user_id ?? null });
  }

  signedOut(user_id: string, session_id: string): void {
    this.logger.log({ event: 'auth.signed_out', subject_id: user_id, session_id });
  }

  refreshReused(user_id: string, session_id: string): void {
    this.logger.warn({ event: 'auth.refresh_token_reused', subject_id: user_id, session_id });
  }

  passwordChanged(user_id: string): void {
    this.logger.log({ event: 'auth.password_changed', subject_id: user_id });
  }

  passwordChangeFailed(user_id: string): void {
    this.logger.warn({ event: 'auth.password_change_failed', subject_id: user_id });
  }

  adminSessionOpened(user_id: string, session_id: string, write: boolean): void {
    this.logger.log({ event: 'auth.admin_session_opened', subject_id: user_id, session_id, write });
  }
}
