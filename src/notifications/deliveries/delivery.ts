export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DELIVERY_STATES = ['queued', 'sending', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One notification on its way through one channel: the outbox's record. */
export interface Delivery {
  id: string;
  notification_id: string;
  channel: Channel;
  /** a mail address or a phone number in E.164 */
  address: string;
  state: DeliveryState;
  attempts: number;
  /** when an attempt that nobody finished began; null unless `sending` */
  sending_since: Date | null;
  created_at: Date;
}
