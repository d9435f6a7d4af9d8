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
  /** @example report_completed */
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
