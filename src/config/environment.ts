import 'reflect-metadata';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsOptional, IsString, Matches, MinLength } from 'class-validator';
import { DAY_SECONDS } from '../common/calendar/day-length';
import { OidcIssuer, OidcIssuers } from './oidc-issuers';
import { IsBaseUrl, IsHttpUrl, IsSmtpUrl, List, Origins, Seconds, Whole } from './setting';
import { databaseOf, MONGODB_URI, REDIS_URL } from './store-urls';

export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const REGISTRATIONS = ['open', 'invite', 'closed'] as const;

export const MARKET_PROVIDER_NAMES = ['alpha-vantage', 'yahoo-finance', 'simulated'] as const;
export type MarketProviderName = (typeof MARKET_PROVIDER_NAMES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting of the process, named as its environment variable; durations are seconds. */
export class Environment {
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @Whole(0, 65_535)
  PORT = 3000;

  /** A port of its own for `/metrics`, which is then not served on PORT. */
  @IsOptional()
  @Whole(1, 65_535)
  METRICS_PORT?: number;

  @IsIn(ROLES)
  ROLE: Role = 'all';

  @Matches(MONGODB_URI, { message: 'must be like mongodb://host:27017/tickfolio' })
  MONGODB_URI: string;

  @Matches(REDIS_URL, { message: 'must be like redis://host:6379, or redis+sentinel:// or redis+cluster://' })
  REDIS_URL: string;

  @IsString()
  @MinLength(32)
  JWT_SECRET: string;

  /** A retired signing key whose tokens are still accepted while they last. */
  @IsOptional()
  @IsString()
  @MinLength(32)
  JWT_PREVIOUS_SECRET?: string;

  @Seconds(10, DAY_SECONDS)
  JWT_ACCESS_TTL = 900;

  @Seconds(60, 365 * DAY_SECONDS)
  JWT_REFRESH_TTL = 30 * DAY_SECONDS;

  /** How long a session may last however often it is refreshed; JWT_REFRESH_TTL is how long it may lie idle. */
  @Seconds(60, 5 * 365 * DAY_SECONDS)
  SESSION_MAX_AGE = 90 * DAY_SECONDS;

  /** How long the refresh token spent last is still given the pair that it was spent for; 0 is never. */
  @Seconds(0, 60)
  REFRESH_REUSE_GRACE = 10;

  /** Who may do nothing before they have a second factor. */
  @IsIn(['none', 'superusers'])
  REQUIRE_SECOND_FACTOR: 'none' | 'superusers' = 'none';

  /** Who may open an account: everybody, the invited, nobody. */
  @IsIn(REGISTRATIONS)
  REGISTRATION: (typeof REGISTRATIONS)[number] = 'open';

  /**
   * Whether an account is opened only by the mail to its address, so that nobody learns which addresses have one; on in
   * production where there is mail.
   */
  @IsOptional()
  @IsIn(['on', 'off'])
  CONFIRM_REGISTRATION?: 'on' | 'off';

  @Whole(4, 15)
  BCRYPT_COST = 12;

  @Origins()
  CORS_ORIGINS: string[] = [];

  /** The number of reverse proxies in front that set X-Forwarded-For. */
  @Whole(0, 10)
  TRUST_PROXY = 0;

  @IsOptional()
  @IsString()
  TLS_CERT_PATH?: string;

  @IsOptional()
  @IsString()
  TLS_KEY_PATH?: string;

  @Whole(1)
  RATE_LIMIT_PER_MINUTE = 600;

  @Whole(1)
  RATE_LIMIT_AUTH_PER_MINUTE = 20;

  @List()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(MARKET_PROVIDER_NAMES, { each: true })
  MARKET_PROVIDERS: MarketProviderName[] = ['simulated'];

  @IsOptional()
  @IsString()
  ALPHA_VANTAGE_API_KEY?: string;

  @IsHttpUrl()
  ALPHA_VANTAGE_BASE_URL = 'https://www.alphavantage.co';

  @IsHttpUrl()
  YAHOO_BASE_URL = 'https://query2.finance.yahoo.com';

  @Seconds(1)
  QUOTE_TTL_SECONDS = 15;

  @Seconds(1)
  MARKET_REFRESH_SECONDS = 5;

  /** How long one call of a provider may take; a caller of a quote waits five seconds for all of them together. */
  @Seconds(1, 30)
  PROVIDER_TIMEOUT_SECONDS = 3;

  /** How long a provider that failed five times in a row is left alone. */
  @Seconds(1)
  PROVIDER_PAUSE_SECONDS = 15;

  @Whole(1, 3_650)
  REPORT_RETENTION_DAYS = 90;

  /** How many MiB of reports, uploaded statements and archives an account stores at most. */
  @Whole(1)
  STORAGE_QUOTA_MB = 500;

  /** Where clients reach this installation; links in notifications start with it. */
  @IsOptional()
  @IsBaseUrl()
  PUBLIC_URL?: string;

  /** The domain that passkeys belong to; unset, the host of PUBLIC_URL. */
  @IsOptional()
  @Matches(/^[a-z0-9.-]+$/, { message: 'must be a domain such as example.com' })
  PASSKEY_RP_ID?: string;

  /** The origins of pages that may ask for passkeys; unset, that of PUBLIC_URL. */
  @Origins()
  PASSKEY_ORIGINS: string[] = [];

  /** The OpenID Connect providers that people may sign in by. */
  @OidcIssuers()
  OIDC_ISSUERS: OidcIssuer[] = [];

  /** The page of the front-end to which providers send people back. */
  @IsOptional()
  @IsBaseUrl()
  OIDC_REDIRECT_URL?: string;

  @IsOptional()
  @IsSmtpUrl()
  SMTP_URL?: string;

  @IsString()
  MAIL_FROM = 'Tickfolio <no-reply@tickfolio.local>';

  @IsOptional()
  @IsString()
  TWILIO_ACCOUNT_SID?: string;

  @IsOptional()
  @IsString()
  TWILIO_AUTH_TOKEN?: string;

  @IsOptional()
  @IsString()
  TWILIO_FROM?: string;

  @IsHttpUrl()
  TWILIO_BASE_URL = 'https://api.twilio.com';

  @IsOptional()
  @IsHttpUrl()
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Whether everybody may read the API's documentation under /docs; in production only when asked for. */
  @IsOptional()
  @IsIn(['public', 'off'])
  DOCS?: 'public' | 'off';

  @IsIn(LOG_LEVELS)
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  /** How long a leaving API still serves while the balancer notices; 5 in production, else 0. */
  @IsOptional()
  @Seconds(0, 8)
  DRAIN_SECONDS?: number;

  /** undefined where passkeys are off */
  get passkeyRpId(): string | undefined {
    return this.PASSKEY_RP_ID ?? (this.PUBLIC_URL && new URL(this.PUBLIC_URL).hostname);
  }

  get passkeyOrigins(): string[] {
    if (this.PASSKEY_ORIGINS.length > 0) return this.PASSKEY_ORIGINS;
    return this.PUBLIC_URL && URL.canParse(this.PUBLIC_URL) ? [new URL(this.PUBLIC_URL).origin] : [];
  }

  get drainSeconds(): number {
    return this.DRAIN_SECONDS ?? (this.NODE_ENV === 'production' ? 5 : 0);
  }

  get servesDocs(): boolean {
    return this.DOCS === undefined ? this.NODE_ENV !== 'production' : this.DOCS === 'public';
  }

  get confirmsRegistrations(): boolean {
    const { SMTP_URL, CONFIRM_REGISTRATION = this.NODE_ENV === 'production' ? 'on' : 'off' } = this;
    return SMTP_URL !== undefined && CONFIRM_REGISTRATION === 'on';
  }

  /** One name for everything this installation keeps in shared stores: the database's. */
  get namespace(): string {
    return databaseOf(this.MONGODB_URI);
  }

  get servesApi(): boolean {
    return this.ROLE !== 'worker';
  }

  get runsWorkers(): boolean {
    return this.ROLE !== 'api';
  }
}
