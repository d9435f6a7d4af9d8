import { CodeForm } from './message-code';
import { MessageKind, Notification, NotificationKind } from '../notification';

/** What a mail of one kind says around the notification's own words. */
export interface Wording {
  /** the subject, and all that an SMS says: our own words, nothing that a user wrote */
  brief: string | ((facts: Notification['facts']) => string);
  /** what a message says that has no words of its own */
  text?: string;
  /** of the secret that a message carries, and the front-end's page that takes it */
  form?: CodeForm | 'none';
  page?: string;
  /** the front-end's page that shows what a link into the API leads to: a browser has no token for that */
  pageOf?: (facts: Notification['facts']) => string | null;
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

const REPORT_NOTE = 'You get this because you ordered a report, or a report on your portfolio was ordered.';
const ACCOUNT_NOTE = 'If this was not you, change your password: that ends every other session.';

const CHECK_NOTE = 'If you did not expect this, do nothing: without the code nothing happens.';

export const WORDING: Record<NotificationKind | MessageKind, Wording> = {
  report_completed: {
    brief: 'Your report is ready',
    pageOf: ({ report_id }) => (report_id === undefined ? null : `/reports/${report_id}`),
    action: 'Open the report',
    note: REPORT_NOTE,
    colour: GOOD,
  },
  report_failed: {
    brief: 'Your report could not be made',
    action: 'See the report',
    note: REPORT_NOTE,
    colour: ALARM,
  },
  price_alert: {
    brief: ({ symbol, price }) => (symbol ? `${symbol} is at ${price}` : 'A price alert has fired'),
    action: 'See the price',
    note: 'You get this because you set a price alert; it will not fire again.',
    colour: ATTENTION,
  },
  new_sign_in: {
    brief: 'New sign-in to your account',
    action: 'See your sessions',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  password_changed: {
    brief: 'Your password was changed',
    action: 'See your sessions',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  password_reset: {
    brief: 'Your password was reset',
    action: 'See your sessions',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  password_reset_forced: {
    brief: 'Your account needs a new password',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  email_address_changed: {
    brief: 'The address of your account was changed',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  promoted: {
    brief: 'You are an administrator now',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  provider_linked: {
    brief: 'A sign-in by a provider was added',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  provider_unlinked: {
    brief: 'A sign-in by a provider was removed',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  token_created: {
    brief: 'A personal access token was made',
    action: 'See your tokens',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  second_factor_added: {
    brief: 'A second factor was added',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  second_factor_removed: {
    brief: 'A second factor was removed',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ALARM,
  },
  second_factor_reset: {
    brief: 'Your second factors were reset',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ALARM,
  },
  recovery_codes_renewed: {
    brief: 'New recovery codes were made',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  recovery_code_used: {
    brief: 'A recovery code was used',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  refresh_token_reuse: {
    brief: 'A session was ended for your safety',
    action: 'See your sessions',
    note: ACCOUNT_NOTE,
    colour: ALARM,
  },
  confirm_email: {
    brief: 'Confirm your address',
    text: 'An account was opened with this address. Confirm within a day that it is yours; until then no other mail comes.',
    page: '/account/confirm-email',
    action: 'Confirm the address',
    note: CHECK_NOTE,
    colour: GOOD,
  },
  confirm_new_email: {
    brief: 'Confirm your new address',
    text: 'An account is to use this address from now on. Confirm within a day that it is yours.',
    page: '/account/confirm-email',
    action: 'Confirm the address',
    note: CHECK_NOTE,
    colour: GOOD,
  },
  email_changed: {
    brief: 'The address of your account was changed',
    text: 'Your account uses another address now. If it was not you, take it back within seven days: that ends every session.',
    page: '/account/undo-email-change',
    action: 'Take it back',
    note: 'If it was you, there is nothing to do.',
    colour: ALARM,
  },
  reset_password: {
    brief: 'Choose a new password',
    text: 'Somebody asked for a new password for your account. The code is good for half an hour and once.',
    page: '/account/reset-password',
    action: 'Choose a password',
    note: CHECK_NOTE,
    colour: ATTENTION,
  },
  choose_password: {
    brief: 'Choose your password',
    text: 'An administrator asks you to choose a password for your account with this address. The code is good for seven days and once.',
    page: '/account/reset-password',
    action: 'Choose a password',
    note: 'If you know of no such account, do nothing: nobody signs in to it without this code.',
    colour: ATTENTION,
  },
  invitation: {
    brief: 'You are invited',
    text: 'An administrator invites you to open an account with this address, within seven days.',
    page: '/account/register',
    action: 'Open an account',
    note: 'If you do not know of this, do nothing: no account is opened without you.',
    colour: GOOD,
  },
  confirm_registration: {
    brief: 'Confirm your address',
    text: 'An account is to be opened with this address. Confirm it with the password that was chosen, within a day.',
    page: '/account/confirm-registration',
    action: 'Open the account',
    note: CHECK_NOTE,
    colour: GOOD,
  },
  address_taken: {
    brief: 'You have an account already',
    text: 'Somebody tried to open an account with your address. If it was you: sign in, or choose a new password where you forgot it.',
    form: 'none',
    action: 'Sign in',
    note: 'If it was not you, there is nothing to do.',
    colour: ATTENTION,
  },
  deletion_taken_back: {
    brief: 'Your account is kept',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ATTENTION,
  },
  export_completed: {
    brief: 'The archive of your account is ready',
    pageOf: () => '/account/export',
    action: 'Download it',
    note: ACCOUNT_NOTE,
    colour: GOOD,
  },
  export_failed: {
    brief: 'The archive of your account could not be made',
    action: 'See your account',
    note: ACCOUNT_NOTE,
    colour: ALARM,
  },
  account_deletion: {
    brief: 'Your account is to be erased',
    text: 'In seven days your account and all that it has is erased for good. Sign in until then, or follow the link, and it is kept.',
    page: '/account/keep',
    action: 'Keep the account',
    note: 'If it was not you, keep the account and change your password. If it was you, there is nothing to do.',
    colour: ALARM,
  },
  confirm_phone: {
    brief: 'Confirm your number',
    text: 'Confirm that this number is yours.',
    form: 'digits',
    action: 'Confirm the number',
    note: CHECK_NOTE,
    colour: GOOD,
  },
};
