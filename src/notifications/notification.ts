export const NOTIFICATION_KINDS = [
  'report_completed',
  'report_failed',
  'price_alert',
  'new_sign_in',
  'refresh_token_reuse',
] as const;

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What the features above ask for: somebody is to know something, once. */
export interface NotificationOrder {
  user_id: string;
  kind: NotificationKind;
  /** names the cause, such as `report_completed:<report id>`; a second order with it changes nothing */
  dedupe_key: string;
  title: string;
  body: string;
  /** a path below PUBLIC_URL or a whole http(s) address */
  link?: string;
  /** figures worth showing beside the text, by snake_case name */
  facts?: Record<string, string | number>;
}

/** A stored notification as its user sees it. */
export interface Notification {
  id: string;
  user_id: string;
  kind: NotificationKind;
  title: string;
  body: string;
  link: string | null;
  facts: Record<string, string | number>;
  read: boolean;
  created_at: Date;
}
