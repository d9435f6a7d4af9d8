import { Injectable, Logger } from '@nestjs/common';
import { AuditAction, AuditEvent, AuditFacts } from '../audit/audit-entry';
import { AuditTrail } from '../audit/audit-trail';
import { AddressDigest } from '../platform/http/limits/address-digest';

interface AccountEvent {
  event: AuditAction;
  /** whose account it touches */
  subject_id: string;
  /** who did it, when not its owner */
  actor_id?: string;
  session_id?: string;
  token_id?: string;
  invitation_id?: string;
  facts?: AuditFacts;
}

/**
 * One log line per event of an account, under the request's id and with a digest of the address it came from; never a
 * secret, never an address. What strangers cannot cause is an entry of the audit log too.
 */
@Injectable()
export class AuthAudit {
  private readonly logger = new Logger('Audit');

  constructor(
    private readonly addresses: AddressDigest,
    private readonly trail: AuditTrail,
  ) {}

  registered(user_id: string): Promise<void> {
    return this.note({ event: 'auth.registered', subject_id: user_id });
  }

  invited(actor_id: string, invitation_id: string): Promise<void> {
    return this.note({ event: 'user.invited', actor_id, subject_id: actor_id, invitation_id });
  }

  invitationWithdrawn(actor_id: string, invitation_id: string): Promise<void> {
    return this.note({ event: 'user.invitation_withdrawn', actor_id, subject_id: actor_id, invitation_id });
  }

  signedIn(user_id: string, session_id: string): Promise<void> {
    return this.note({ event: 'auth.signed_in', subject_id: user_id, session_id });
  }

  /** In the log alone: strangers can cause it. */
  signInFailed(user_id: string | undefined): void {
    this.logger.warn(this.line({ event: 'auth.sign_in_failed', subject_id: user_id ?? null }));
  }

  signedOut(user_id: string, session_id: string): Promise<void> {
    return this.note({ event: 'auth.signed_out', subject_id: user_id, session_id });
  }

  refreshReused(user_id: string, session_id: string): Promise<void> {
    return this.warn({ event: 'auth.refresh_token_reused', subject_id: user_id, session_id });
  }

  passwordChanged(user_id: string): Promise<void> {
    return this.note({ event: 'auth.password_changed', subject_id: user_id });
  }

  /** In the log alone: strangers can cause it. */
  passwordForgotten(user_id: string): void {
    this.logger.log(this.line({ event: 'auth.password_forgotten', subject_id: user_id }));
  }

  passwordReset(user_id: string): Promise<void> {
    return this.note({ event: 'auth.password_reset', subject_id: user_id });
  }

  contactConfirmed(user_id: string, contact: 'email' | 'phone'): Promise<void> {
    return this.note({ event: 'auth.contact_confirmed', subject_id: user_id, facts: { contact } });
  }

  emailChanged(user_id: string): Promise<void> {
    return this.note({ event: 'auth.email_changed', subject_id: user_id });
  }

  /** Somebody signed in was asked for the password again and did not know it. */
  passwordRefused(user_id: string): Promise<void> {
    return this.warn({ event: 'auth.password_refused', subject_id: user_id });
  }

  standingChanged(actor_id: string, user_id: string, changes: AuditFacts): Promise<void> {
    return this.note({ event: 'user.standing_changed', actor_id, subject_id: user_id, facts: changes });
  }

  /** By an administrator, as the next two. */
  created(actor_id: string, user_id: string): Promise<void> {
    return this.note({ event: 'user.created', actor_id, subject_id: user_id });
  }

  passwordResetForced(actor_id: string, user_id: string): Promise<void> {
    return this.note({ event: 'user.password_reset_forced', actor_id, subject_id: user_id });
  }

  deletionOrdered(actor_id: string, user_id: string): Promise<void> {
    return this.note({ event: 'user.deletion_ordered', actor_id, subject_id: user_id });
  }

  /** An administrator ended one session of a user, or all; or the user all. */
  sessionsEnded(actor_id: string, user_id: string, session_id?: string): Promise<void> {
    return this.note({ event: 'user.sessions_ended', actor_id, subject_id: user_id, session_id });
  }

  factorAdded(user_id: string, factor: string): Promise<void> {
    return this.note({ event: 'auth.factor_added', subject_id: user_id, facts: { factor } });
  }

  factorRemoved(user_id: string, factor: string): Promise<void> {
    return this.note({ event: 'auth.factor_removed', subject_id: user_id, facts: { factor } });
  }

  /** The password was right and the second factor was not. */
  factorRefused(user_id: string): Promise<void> {
    return this.warn({ event: 'auth.factor_refused', subject_id: user_id });
  }

  recoveryCodesRenewed(user_id: string): Promise<void> {
    return this.note({ event: 'auth.recovery_codes_renewed', subject_id: user_id });
  }

  recoveryCodeUsed(user_id: string): Promise<void> {
    return this.note({ event: 'auth.recovery_code_used', subject_id: user_id });
  }

  /** An administrator took all second factors from a user. */
  factorsReset(actor_id: string, user_id: string): Promise<void> {
    return this.note({ event: 'user.factors_reset', actor_id, subject_id: user_id });
  }

  providerLinked(user_id: string, provider: string): Promise<void> {
    return this.note({ event: 'auth.provider_linked', subject_id: user_id, facts: { provider } });
  }

  providerUnlinked(user_id: string): Promise<void> {
    return this.note({ event: 'auth.provider_unlinked', subject_id: user_id });
  }

  tokenCreated(user_id: string, token_id: string, scopes: readonly string[]): Promise<void> {
    return this.note({ event: 'auth.token_created', subject_id: user_id, token_id, facts: { scopes } });
  }

  tokenWithdrawn(user_id: string, token_id: string): Promise<void> {
    return this.note({ event: 'auth.token_withdrawn', subject_id: user_id, token_id });
  }

  deletionRequested(user_id: string): Promise<void> {
    return this.note({ event: 'user.deletion_requested', subject_id: user_id });
  }

  deletionTakenBack(user_id: string): Promise<void> {
    return this.note({ event: 'user.deletion_taken_back', subject_id: user_id });
  }

  adminSessionOpened(user_id: string, session_id: string, write: boolean): Promise<void> {
    return this.note({
      event: 'auth.admin_session_opened',
      subject_id: user_id,
      session_id,
      facts: { write },
    });
  }

  private note(event: AccountEvent): Promise<void> {
    this.logger.log(this.line(event));
    return this.trail.record(toAuditEvent(event));
  }

  private warn(event: AccountEvent): Promise<void> {
    this.logger.warn(this.line(event));
    return this.trail.record(toAuditEvent(event));
  }

  private line({
    facts,
    ...event
  }: {
    event: string;
    subject_id: string | null;
    facts?: AuditFacts;
  }): object {
    return { ...event, ...facts, source: this.addresses.ofRequest() };
  }
}

function toAuditEvent(event: AccountEvent): AuditEvent {
  const {
    event: action,
    subject_id,
    actor_id = subject_id,
    session_id,
    token_id,
    invitation_id,
    facts,
  } = event;
  const target: AuditEvent['target'] = session_id
    ? { kind: 'session', id: session_id }
    : token_id
      ? { kind: 'token', id: token_id }
      : invitation_id
        ? { kind: 'invitation', id: invitation_id }
        : { kind: 'user', id: subject_id };
  return { action, actor_id, target, user_id: subject_id, facts };
}
