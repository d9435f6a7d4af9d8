import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';
import { Environment } from './environment';

/** A secret of so few different characters was typed, not drawn. */
const LEAST_DIFFERENT = 8;

export type Variables = Record<string, string | undefined>;

/** The names of all variables that are read. */
export const SETTINGS = new Set(
  getMetadataStorage()
    .getTargetValidationMetadatas(Environment, '', false, false)
    .map(({ propertyName }) => propertyName),
);

/** A setting is missing or wrong, or leads nowhere; the message names every variable concerned, never a secret. */
export class InvalidEnvironmentError extends Error {
  override name = 'InvalidEnvironmentError';
}

/**
 * Reads and checks the settings.
 * @param variables the process's environment; a blank value counts as unset
 * @throws InvalidEnvironmentError naming each wrong or missing variable
 */
export function loadEnvironment(variables: Variables): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([name, value]) => SETTINGS.has(name) && value?.trim()),
  );
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const problems = validateSync(environment).map(
    ({ property, constraints }) => `${property}: ${Object.values(constraints ?? {}).join(', ')}`,
  );
  problems.push(...combinationProblems(environment));
  if (problems.length > 0) {
    throw new InvalidEnvironmentError(`Wrong or missing settings:\n  ${problems.join('\n  ')}`);
  }
  return environment;
}

function combinationProblems(environment: Environment): string[] {
  const problems: string[] = [];
  if (Boolean(environment.TLS_CERT_PATH) !== Boolean(environment.TLS_KEY_PATH)) {
    problems.push('TLS_CERT_PATH and TLS_KEY_PATH go together');
  }
  if (environment.METRICS_PORT !== undefined && environment.METRICS_PORT === environment.PORT) {
    problems.push('METRICS_PORT: must be another port than PORT');
  }
  const providers = Array.isArray(environment.MARKET_PROVIDERS) ? environment.MARKET_PROVIDERS : [];
  if (providers.includes('alpha-vantage') && !environment.ALPHA_VANTAGE_API_KEY) {
    problems.push('ALPHA_VANTAGE_API_KEY: needed by the provider alpha-vantage in MARKET_PROVIDERS');
  }
  const twilio = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const;
  const missing = twilio.filter((name) => !environment[name]);
  if (missing.length > 0 && missing.length < twilio.length) {
    problems.push(`${twilio.join(', ')} go together; missing: ${missing.join(', ')}`);
  }
  if (environment.CONFIRM_REGISTRATION === 'on' && !environment.SMTP_URL) {
    problems.push('CONFIRM_REGISTRATION: needs SMTP_URL');
  }
  for (const name of ['JWT_SECRET', 'JWT_PREVIOUS_SECRET'] as const) {
    const secret = environment[name];
    if (secret && new Set(secret).size < LEAST_DIFFERENT) {
      problems.push(
        `${name}: has fewer than ${LEAST_DIFFERENT} different characters; try openssl rand -hex 32`,
      );
    }
  }
  const issuers = Array.isArray(environment.OIDC_ISSUERS) ? environment.OIDC_ISSUERS : [];
  if (issuers.length > 0 && !environment.OIDC_REDIRECT_URL)
    problems.push('OIDC_ISSUERS: needs OIDC_REDIRECT_URL');
  if (environment.NODE_ENV === 'production' && issuers.some(({ issuer }) => !/^https:/.test(issuer)))
    problems.push('OIDC_ISSUERS: https in production');
  const rpId = environment.PASSKEY_RP_ID;
  const origins = rpId ? environment.passkeyOrigins : [];
  const foreign = origins.filter(
    (origin) => URL.canParse(origin) && !`.${new URL(origin).hostname}`.endsWith(`.${rpId}`),
  );
  if (foreign.length > 0) problems.push(`PASSKEY_ORIGINS: ${foreign.join(', ')} not of ${rpId}`);
  if (rpId && origins.length === 0) problems.push('PASSKEY_RP_ID: needs PASSKEY_ORIGINS or PUBLIC_URL');
  if (environment.NODE_ENV === 'production' && environment.BCRYPT_COST < 10) {
    problems.push('BCRYPT_COST: at least 10 in production');
  }
  return problems;
}
