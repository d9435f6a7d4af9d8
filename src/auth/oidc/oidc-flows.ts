import { Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { OidcIssuer } from '../../config/oidc-issuers';
import { OneTimeRecords } from '../one-time-records';
import { OidcAnswer, ProviderIdentity, ProviderQuestion } from './oidc-link';
import { OidcProviders, ProviderChecks } from './oidc-providers';
import { invalidProviderAnswer } from './oidc.errors';

const LIFE_SECONDS = 600;
const KIND = 'oidc-flow';

interface Flow extends ProviderChecks {
  provider: string;
  /** who is linking; null for a sign-in */
  user_id: string | null;
  invitation?: string;
}

/** Who came back, and what was said when it began. */
export interface FinishedFlow {
  issuer: OidcIssuer;
  identity: ProviderIdentity;
  invitation?: string;
}

/**
 * Ways to a provider and back: ten minutes and one answer each. The flow's id stays with the page that began, beside the
 * state that travels, so that nobody is signed in by an answer that another began.
 */
@Injectable()
export class OidcFlows {
  constructor(
    private readonly providers: OidcProviders,
    private readonly records: OneTimeRecords,
  ) {}

  /** @throws DomainError `auth.provider_not_found`, `auth.provider_unavailable`, `http.unavailable` */
  async begin(provider: string, userId: string | null, invitation?: string): Promise<ProviderQuestion> {
    const issuer = this.providers.get(provider);
    const checks = { state: randomState(), nonce: randomNonce(), code_verifier: randomPKCECodeVerifier() };
    const authorization_url = await this.providers.authorizationUrl(issuer, checks);
    const flow: Flow = { ...checks, provider, user_id: userId, invitation };
    return {
      flow: await this.records.keep(KIND, flow, LIFE_SECONDS),
      authorization_url,
      expires_in: LIFE_SECONDS,
    };
  }

  /**
   * @param userId as it was begun
   * @throws DomainError `auth.invalid_provider_answer`, `auth.provider_unavailable`, `http.unavailable`
   */
  async finish(answer: OidcAnswer, userId: string | null): Promise<FinishedFlow> {
    const flow = await this.records.take<Flow>(KIND, answer.flow);
    if (flow?.user_id !== userId || flow.state !== answer.state) throw invalidProviderAnswer();
    const issuer = this.providers.get(flow.provider);
    const identity = await this.providers.identify(issuer, answer, flow);
    return { issuer, identity, invitation: flow.invitation };
  }
}
