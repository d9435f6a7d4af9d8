import 'reflect-metadata';
import { Transform, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { parseDuration } from './duration';
import { databaseOf, MONGODB_URI, REDIS_URL } from './store-urls';

export const ROLES = ['all', 'api', 'worker'] as const;
export type Role = (typeof ROLES)[number];

export const MARKET_PROVIDER_NAMES = ['alpha-vantage', 'yahoo-finance', 'simulated'] as const;
export type MarketProviderName = (typeof MARKET_PROVIDER_NAMES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** What browsers send; anything more would never equal it. */
const ORIGIN = /^https?:\/\/[^/?#]+$/;
const HTTP_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

const List = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean)
      : value,
  );
const Duration = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parseDuration(value) : value));

/** Every setting of the process, named as its environment variable; durations are seconds. */
export class Environment {
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3000;

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

  @Duration()
  @IsInt()
  @Min(10)
  @Max(86_400)
  JWT_ACCESS_TTL = 900;

  @Duration()
  @IsInt()
  @Min(60)
  @Max(365 * 86_400)
  JWT_REFRESH_TTL = 30 * 86_400;

  /** How long a session may last however often it is refreshed; JWT_REFRESH_TTL is how long it may lie idle. */
  @Duration()
  @IsInt()
  @Min(60)
  @Max(5 * 365 * 86_400)
  SESSION_MAX_AGE = 90 * 86_400;

  @Type(() => Number)
  @IsInt()
  @Min(4)
  @Max(15)
  BCRYPT_COST = 12;

  @List()
  @IsUrl(HTTP_URL, { each: true })
  @Matches(ORIGIN, { each: true, message: 'each must be like https://app.example.com, without a path' })
  CORS_ORIGINS: string[] = [];

  /** The number of reverse proxies in front that set X-Forwarded-For. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  TRUST_PROXY = 0;

  @IsOptional()
  @IsString()
  TLS_CERT_PATH?: string;

  @IsOptional()
  @IsString()
  TLS_KEY_PATH?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  RATE_LIMIT_PER_MINUTE = 600;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  RATE_LIMIT_AUTH_PER_MINUTE = 20;

  @List()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(MARKET_PROVIDER_NAMES, { each: true })
  MARKET_PROVIDERS: MarketProviderName[] = ['simulated'];

  @IsOptional()
  @IsString()
  ALPHA_VANTAGE_API_KEY?: string;

  @IsUrl(HTTP_URL)
  ALPHA_VANTAGE_BASE_URL = 'https://www.alphavantage.co';

  @IsUrl(HTTP_URL)
  YAHOO_BASE_URL = 'https://query2.finance.yahoo.com';

  @Duration()
  @IsInt()
  @Min(1)
  QUOTE_TTL_SECONDS = 15;

  @Duration()
  @IsInt()
  @Min(1)
  MARKET_REFRESH_SECONDS = 5;

  /** How long one call of a provider may take; a caller of a quote waits five seconds for all of them together. */
  @Duration()
  @IsInt()
  @Min(1)
  @Max(30)
  PROVIDER_TIMEOUT_SECONDS = 3;

  /** How long a provider that failed five times in a row is left alone. */
  @Duration()
  @IsInt()
  @Min(1)
  PROVIDER_PAUSE_SECONDS = 15;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_650)
  REPORT_RETENTION_DAYS = 90;

  /** Where clients reach this installation; links in notifications start with it. */
  @IsOptional()
  @IsUrl(HTTP_URL)
  PUBLIC_URL?: string;

  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/)
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

  @IsUrl(HTTP_URL)
  TWILIO_BASE_URL = 'https://api.twilio.com';

  @IsOptional()
  @IsUrl(HTTP_URL)
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @IsIn(LOG_LEVELS)
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  /** How long a leaving API still serves while the balancer notices; 5 in production, else 0. */
  @IsOptional()
  @Duration()
  @IsInt()
  @Min(0)
  @Max(8)
  DRAIN_SECONDS?: number;

  get drainSeconds(): number {
    return this.DRAIN_SECONDS ?? (this.NODE_ENV === 'production' ? 5 : 0);
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
