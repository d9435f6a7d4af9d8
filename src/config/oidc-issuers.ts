import { plainToInstance, Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Matches,
  registerDecorator,
  validateSync,
  ValidationArguments,
} from 'class-validator';

const MOST_ISSUERS = 10;
const EVERY_DOMAIN = '*';
const DOMAIN = /^(?:\*|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/;

/** An OpenID Connect provider whose word on who somebody is is taken, as `OIDC_ISSUERS` has it. */
export class OidcIssuer {
  /** how routes call it */
  @Matches(/^[a-z0-9-]{1,40}$/)
  id: string;

  /** how people call it */
  @Length(1, 100)
  @IsString()
  name: string;

  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  issuer: string;

  @Length(1, 500)
  @IsString()
  client_id: string;

  @IsOptional()
  @Length(1, 1_000)
  @IsString()
  client_secret?: string;

  /** of addresses that are let in; `*` for every one */
  @Matches(DOMAIN, { each: true })
  @ArrayMaxSize(100)
  @ArrayNotEmpty()
  email_domains: string[];

  takesEvery(): boolean {
    return this.email_domains.includes(EVERY_DOMAIN);
  }

  takes(email: string): boolean {
    return this.takesEvery() || this.email_domains.includes(email.slice(email.lastIndexOf('@') + 1));
  }
}

/** A setting that is a JSON array of issuers; what is wrong is told by place and name, never by value. */
export function OidcIssuers(): PropertyDecorator {
  return (target, property) => {
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parsed(value) : value))(
      target,
      property,
    );
    registerDecorator({
      name: 'oidcIssuers',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value) => problemsOf(value).length === 0,
        defaultMessage: (seen?: ValidationArguments) => problemsOf(seen?.value).join(', '),
      },
    });
  };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? plainToInstance(OidcIssuer, value) : value;
  } catch {
    return null;
  }
}

function problemsOf(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > MOST_ISSUERS || !value.every(isIssuer))
    return [`must be a JSON array of at most ${MOST_ISSUERS} objects with id, name, issuer, …`];
  const problems = value.flatMap((issuer, place) =>
    validateSync(issuer, { whitelist: true, forbidNonWhitelisted: true }).map(
      ({ property, constraints }) => `${place}: ${Object.values(constraints ?? { property }).join(', ')}`,
    ),
  );
  for (const name of ['id', 'issuer'] as const) {
    if (new Set(value.map((issuer) => issuer[name])).size < value.length)
      problems.push(`two have the same ${name}`);
  }
  return problems;
}

const isIssuer = (value: unknown): value is OidcIssuer => value instanceof OidcIssuer;
