/** An address that may open an account, on an administrator's word. */
export interface Invitation {
  /** @example 665f1f77bcf86cd799439011 */
  id: string;
  /** @example ada@example.com */
  email: string;
  invited_by: string;
  /** whether its token went to the address by mail, so that who has it reads there */
  mailed: boolean;
  created_at: Date;
  expires_at: Date;
}
