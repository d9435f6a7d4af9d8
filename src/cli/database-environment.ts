import { randomBytes } from 'node:crypto';
import { Environment } from '../config/environment';
import { loadEnvironment, Variables } from '../config/load-environment';
import { readProcessVariables } from '../config/process-variables';

/**
 * The settings of a command that needs only the database, so that a machine without the other settings will do.
 * @param defaults that what is set goes before
 * @param fixed that go before what is set
 * @throws InvalidEnvironmentError
 */
export function databaseEnvironment(defaults: Variables = {}, fixed: Variables = {}): Environment {
  const unneeded = { REDIS_URL: 'redis://localhost', JWT_SECRET: randomBytes(32).toString('hex') };
  return loadEnvironment({ ...unneeded, ...defaults, ...readProcessVariables(), ...fixed });
}
