import { Channel } from './deliveries/delivery';

export const NOTIFICATION_KINDS = [
  'report_completed',
  'report_failed',
  'price_alert',
  'new_sign_in',
  'refresh_token_reuse',
  'password_changed',
  'promoted',
  'token_created',
  'provider_linked',
  'provider_unlinked',
  'password_reset',
  'password_reset_forced',
  'email_address_changed',
  'second_factor_added',
  'second_factor_removed',
  'second_factor_reset',
  'recovery_codes_renewed',
  'recovery_code_used',
  'deletion_taken_back',
  'export_completed',
  'export_failed',
] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What proves who reads at an address or number of an account. */
export const CODE_KINDS = [
  'confirm_email',
  'confirm_new_email',
  'email_changed',
  'reset_password',
  'confirm_phone',
  'account_deletion',
  'choose_password',
] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** What goes to one address or number alone, and is never shown in the app. */
export const MESSAGE_KINDS = [...CODE_KINDS, 'invitation', 'confirm_registration', 'address_taken'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** A message to one recipient, carrying a secret made of `code_id` when it is sent. */
export interface MessageOrder {
  user_id: string;
  kind: MessageKind;
  to: Recipient;
  /** 24 hex digits; names the message, so that a second order changes nothing */
  code_id: string;
}

export interface Recipient {
  channel: Channel;
  /** a mail address or a phone number in E.164 */
  address: string;
}

/** What is stored for a notification or a message, as the senders see it. */
export type Message = Omit<Notification, 'kind'> & {
  kind: NotificationKind | MessageKind;
  /** where a message goes; null for a notification, which goes where its user wants */
  to: Recipient | null;
  code_id: string | null;
};

/** What the features above ask for: somebody is to know something, once. */
export interface NotificationOrder {
  user_id: string;
  /** @example report_completed */
  kind: NotificationKind;
  /** names the cause, such as `report_completed:<report id>`; a second order with it changes nothing */
  dedupe_key: string;
  title: string;
  body: string;
  /** a path below PUBLIC_URL, in a mail the page that its kind has for one into the API, or a whole http(s) address */
  link?: string;
  /** figures worth showing beside the text, by snake_case name */
  facts?: Record<string, string | number>;
}

/** A stored notification as its user sees it. */
export interface Notification {
  /** @example 665f1f77bcf86cd799439012 */
  id: string;
  user_id: string;
  /** @example report_completed */
  kind: NotificationKind;
  /** @example Your report is ready */
  title: string;
  /** @example The performance report of Growth is ready to download. */
  body: string;
  /** @example /api/v1/reports/665f1f77bcf86cd799439011/download */
  link: string | null;
  /** @example {"portfolio":"Growth"} */
  facts: Record<string, string | number>;
  /** @example false */
  read: boolean;
  created_at: Date;
}
