import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import { Environment } from '../../config/environment';
import { OidcIssuer } from '../../config/oidc-issuers';
import { OidcAnswer, ProviderIdentity } from './oidc-link';
import { invalidProviderAnswer, providerNotFound, providerUnavailable } from './oidc.errors';

const DEADLINE_SECONDS = 5;
const KNOWN_MS = 3_600_000;
const CLOCKS_APART_SECONDS = 30;
/** Of faults that are the provider's, not the answer's: it is away, slow, or answers with a fault of its own. */
const AWAY = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'];

/** What a sign-in at a provider is held to. */
export interface ProviderChecks {
  state: string;
  nonce: string;
  code_verifier: string;
}

/** The OpenID Connect providers of `OIDC_ISSUERS`: authorisation code with PKCE, state, nonce and signed identities. */
@Injectable()
export class OidcProviders {
  private readonly logger = new Logger(OidcProviders.name);
  private readonly known = new LRUCache<string, Configuration>({
    max: 20,
    ttl: KNOWN_MS,
    fetchMethod: (id) => discover(this.get(id)),
  });

  constructor(private readonly environment: Environment) {}

  list(): OidcIssuer[] {
    return this.environment.OIDC_ISSUERS;
  }

  /** @throws DomainError `auth.provider_not_found` */
  get(id: string): OidcIssuer {
    const found = this.list().find((issuer) => issuer.id === id);
    if (!found) throw providerNotFound();
    return found;
  }

  /**
   * Where to send the browser.
   * @throws DomainError `auth.provider_unavailable`
   */
  async authorizationUrl(issuer: OidcIssuer, checks: ProviderChecks): Promise<string> {
    const url = buildAuthorizationUrl(await this.configurationOf(issuer), {
      redirect_uri: this.redirectUrl.href,
      scope: 'openid email profile',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await calculatePKCECodeChallenge(checks.code_verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /**
   * Who came back, by an identity that the provider signed for us, for this sign-in, just now.
   * @throws DomainError `auth.invalid_provider_answer`, `auth.provider_unavailable`
   */
  async identify(
    issuer: OidcIssuer,
    { code, state, iss }: OidcAnswer,
    checks: ProviderChecks,
  ): Promise<ProviderIdentity> {
    const configuration = await this.configurationOf(issuer);
    const address = this.redirectUrl;
    address.search = new URLSearchParams({ code, state, ...(iss !== undefined && { iss }) }).toString();
    try {
      const answer = await authorizationCodeGrant(configuration, address, {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.code_verifier,
        idTokenExpected: true,
      });
      const claims = answer.claims();
      if (!claims) throw invalidProviderAnswer();
      const isTold = claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint;
      const told = isTold ? claims : await fetchUserInfo(configuration, answer.access_token, claims.sub);
      return { issuer: issuer.issuer, subject: claims.sub, ...toPerson(told) };
    } catch (error) {
      throw this.faultOf(issuer, error);
    }
  }

  private async configurationOf(issuer: OidcIssuer): Promise<Configuration> {
    const configuration = await this.known.fetch(issuer.id).catch((error: unknown) => {
      this.logger.warn(`${issuer.id}: ${reasonOf(error)}`);
      throw providerUnavailable();
    });
    if (!configuration) throw providerUnavailable();
    return configuration;
  }

  /** Only the reason is logged: the library's errors carry what the provider said. */
  private faultOf(issuer: OidcIssuer, error: unknown): Error {
    this.logger.warn(`${issuer.id}: ${reasonOf(error)}`);
    return isAway(error) ? providerUnavailable() : invalidProviderAnswer();
  }

  private get redirectUrl(): URL {
    return new URL(this.environment.OIDC_REDIRECT_URL ?? '');
  }
}

function discover({ issuer, client_id, client_secret }: OidcIssuer): Promise<Configuration> {
  const isPlain = issuer.startsWith('http:');
  return discovery(
    new URL(issuer),
    client_id,
    { [clockTolerance]: CLOCKS_APART_SECONDS },
    client_secret === undefined ? None() : bySecret(client_secret),
    {
      timeout: DEADLINE_SECONDS,
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
    },
  );
}

/** As the provider takes it; by the header where it does not say, as the standard has it. */
function bySecret(secret: string): ClientAuth {
  const [inBody, inHeader] = [ClientSecretPost(secret), ClientSecretBasic(secret)];
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (ways.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

function toPerson({
  email,
  email_verified,
  name,
}: Record<string, unknown>): Pick<ProviderIdentity, 'verified_email' | 'name'> {
  return {
    verified_email: typeof email === 'string' && email_verified === true ? email : null,
    name: typeof name === 'string' ? name : null,
  };
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return AWAY.includes(String(code)) || error.message === 'fetch failed' || isAway(error.cause);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${code}: ${error.message}` : error.message;
}
