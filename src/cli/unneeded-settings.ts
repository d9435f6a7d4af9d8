import { randomBytes } from 'node:crypto';
import { Variables } from '../config/load-environment';

/** Where only the database is needed, so that a machine without the other settings will do; what is set goes before. */
export function unneededSettings(): Variables {
  return { REDIS_URL: 'redis://localhost', JWT_SECRET: randomBytes(32).toString('hex') };
}
