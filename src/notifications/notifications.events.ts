import { Notification } from './notification';

/** A notification on the wire of the socket: as the HTTP list shows it. */
export type NotificationEvent = Omit<Notification, 'created_at' | 'user_id'> & { created_at: string };

declare module '../platform/stream/stream-events' {
  interface ServerEvents {
    notification: (notification: NotificationEvent) => void;
  }
}
