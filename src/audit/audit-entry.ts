/** What is kept, and what each is called; a name stays what it is, since entries of a year ago carry it. */
export const AUDIT_ACTIONS = [
  'auth.registered',
  'auth.signed_in',
  'auth.signed_out',
  'auth.refresh_token_reused',
  'auth.password_changed',
  'auth.password_refused',
  'auth.password_reset',
  'auth.contact_confirmed',
  'auth.email_changed',
  'auth.factor_added',
  'auth.factor_removed',
  'auth.factor_refused',
  'auth.recovery_codes_renewed',
  'auth.recovery_code_used',
  'auth.provider_linked',
  'auth.provider_unlinked',
  'auth.token_created',
  'auth.token_withdrawn',
  'auth.admin_session_opened',
  'user.settings_changed',
  'user.standing_changed',
  'user.created',
  'user.password_reset_forced',
  'user.deletion_ordered',
  'user.sessions_ended',
  'user.factors_reset',
  'user.invited',
  'user.invitation_withdrawn',
  'user.deletion_requested',
  'user.deletion_taken_back',
  'user.erased',
  'portfolio.read_for_another',
  'portfolio.changed_for_another',
  'user.export_ordered',
  'user.export_downloaded',
  'report.ordered_for_another',
  'report.retried_for_another',
  'queue.jobs_retried',
  'instrument.changed',
  'instrument.change_taken_back',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_TARGETS = [
  'user',
  'session',
  'token',
  'portfolio',
  'report',
  'queue',
  'invitation',
  'instrument',
] as const;
export type AuditTarget = (typeof AUDIT_TARGETS)[number];

/** What more there is to say of an event; never a secret, an address or what somebody wrote. */
export type AuditFacts = Record<string, string | number | boolean | readonly string[]>;

/** What somebody did to whom, as its place of origin tells it. Ids are 24 hex digits, but that of a queue is its name, of an instrument its symbol. */
export interface AuditEvent {
  action: AuditAction;
  /** who did it */
  actor_id: string;
  target: { kind: AuditTarget; id: string };
  /** whose account it touches, if anybody's */
  user_id: string | null;
  facts?: AuditFacts;
}

/** An event under the request that caused it. */
export interface AuditEntry extends Required<AuditEvent> {
  id: string;
  request_id: string | null;
  address_digest: string | null;
  created_at: Date;
}
