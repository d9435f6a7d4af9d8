export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  theme: Theme;
  /** a language tag of BCP 47; null for the front-end's choice, as for the next two */
  locale: string | null;
  /** ISO 4217 */
  base_currency: string | null;
  /** a name of the IANA database */
  time_zone: string | null;
  notifications: { email: boolean; sms: boolean };
}

/** An account as the other features see it; its password hash never leaves the repository's credentials methods. */
export interface User {
  id: string;
  email: string;
  /** when somebody who reads there said that the account is theirs; null for not yet, and no mail goes out */
  email_confirmed_at: Date | null;
  full_name: string;
  is_active: boolean;
  is_superuser: boolean;
  created_at: Date;
  last_login: Date | null;
  /** E.164, such as `+15550001111` */
  phone: string | null;
  /** as `email_confirmed_at` */
  phone_confirmed_at: Date | null;
  preferences: Preferences;
  /** from when on it is erased, since its owner or an administrator asked for that; null in most */
  erase_at: Date | null;
  /** since when a new password must be chosen before anybody signs in; null in most */
  password_needed_since: Date | null;
}

/** What an account may do. */
export type UserStanding = Pick<User, 'id' | 'is_active' | 'is_superuser'>;

/** An account with what proves its owner. */
export interface Credentials extends User {
  hashed_password: string;
}
