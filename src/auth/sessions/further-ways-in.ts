/** How many of each open an account beside its password. */
export interface FurtherWaysIn {
  personal_tokens: number;
  passkeys: number;
  provider_links: number;
}
