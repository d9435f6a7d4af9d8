import { DAY_SECONDS } from '../../../common/calendar/day-length';

export const REMEMBERED_SECONDS = 30 * DAY_SECONDS;

/** A device on which no second factor is asked for until `expires_at`. */
export interface RememberedDevice {
  id: string;
  user_agent: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
}
