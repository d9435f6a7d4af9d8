export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  theme: Theme;
  notifications: { email: boolean; sms: boolean };
}

/** An account as the other features see it; its password hash never leaves the repository's credentials methods. */
export interface User {
  id: string;
  email: string;
  full_name: string;
  is_active: boolean;
  is_superuser: boolean;
  created_at: Date;
  last_login: Date | null;
  /** E.164, such as `+15550001111` */
  phone: string | null;
  preferences: Preferences;
}

/** An account with what proves its owner. */
export interface Credentials extends User {
  hashed_password: string;
}
