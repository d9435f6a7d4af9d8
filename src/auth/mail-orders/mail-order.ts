export const MAIL_ORDER_KINDS = ['registration', 'reset_password'] as const;
export type MailOrderKind = (typeof MAIL_ORDER_KINDS)[number];

/** A mail to an address of which nobody has looked yet whether it has an account. */
export interface MailOrder {
  /** of the registration, where it is one */
  id: string;
  kind: MailOrderKind;
  email: string;
}
