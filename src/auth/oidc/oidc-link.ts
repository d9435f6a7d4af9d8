/** Somebody's identity at a provider as a way into an account. */
export interface OidcLink {
  id: string;
  user_id: string;
  /** as `OIDC_ISSUERS` has it */
  issuer: string;
  created_at: Date;
  last_used_at: Date | null;
}

/** Who somebody is by a provider's word. */
export interface ProviderIdentity {
  issuer: string;
  /** its name there, which stays when the address changes */
  subject: string;
  /** null where the provider does not say that it was verified */
  verified_email: string | null;
  name: string | null;
}

/** What a provider sent the browser back with. */
export interface OidcAnswer {
  flow: string;
  state: string;
  code: string;
  iss?: string;
}

/** A sign-in at a provider that has begun. */
export interface ProviderQuestion {
  flow: string;
  authorization_url: string;
  expires_in: number;
}
