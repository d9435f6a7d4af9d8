import { NotificationKind } from './notification';

/** What a mail of one kind says around the notification's own words. */
export interface Wording {
  /** the button that opens the link */
  action: string;
  /** why the reader got this and what to do about it */
  note: string;
  /** of the accent and the button; dark enough for white text on it */
  colour: string;
}

const GOOD = '#0b7285';
const ATTENTION = '#9a5b00';
const ALARM = '#b42318';

const REPORT_NOTE = 'You get this because a report on your portfolio was ordered.';
const ACCOUNT_NOTE = 'If this was not you, change your password: that ends every other session.';

export const WORDING: Record<NotificationKind, Wording> = {
  report_completed: { action: 'Open the report', note: REPORT_NOTE, colour: GOOD },
  report_failed: { action: 'See the report', note: REPORT_NOTE, colour: ALARM },
  price_alert: {
    action: 'See the price',
    note: 'You get this because you set a price alert; it will not fire again.',
    colour: ATTENTION,
  },
  new_sign_in: { action: 'See your sessions', note: ACCOUNT_NOTE, colour: ATTENTION },
  refresh_token_reuse: { action: 'See your sessions', note: ACCOUNT_NOTE, colour: ALARM },
};
