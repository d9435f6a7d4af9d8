export const PRIVACY_QUEUE = 'privacy';

/** Ids of schedules and names of jobs. */
export const ERASE_ACCOUNTS = 'erase-accounts';
export const SWEEP_EXPORTS = 'sweep-exports';
export const MAKE_EXPORT = 'make-export';
