import { Notification } from './notification';

/** A notification on the wire of the socket: as the HTTP list shows it. */
export type NotificationEvent = Omit<Notification, 'created_at' | 'user_id'> & {
  /**
   * @format date-time
   * @example 2026-01-30T19:59:59.000Z
   */
  created_at: string;
};

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    /** Something the user should know, also when nobody asked; it stays in the list of notifications. */
    notification: (notification: NotificationEvent) => void;
  }
}
