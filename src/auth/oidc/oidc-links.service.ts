import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { normaliseEmail } from '../../users/email-address';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { SecurityNotices } from '../contacts/security-notices';
import { OidcFlows } from './oidc-flows';
import { OidcLink, OidcAnswer, ProviderQuestion } from './oidc-link';
import { OidcLinksRepository } from './oidc-links.repository';
import { OidcProviders } from './oidc-providers';
import { linkNotFound, linkTaken, otherAddress } from './oidc.errors';
import { vouchedAddress } from './vouched-address';

/** A link under the name that the installation has for its provider; null for one that it takes no more. */
export type NamedOidcLink = OidcLink & { provider: string | null };

/** The providers that an account is linked to, by its owner's session. */
@Injectable()
export class OidcLinksService {
  constructor(
    private readonly flows: OidcFlows,
    private readonly links: OidcLinksRepository,
    private readonly providers: OidcProviders,
    private readonly users: UsersService,
    private readonly notices: SecurityNotices,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.provider_not_found`, `auth.provider_unavailable`, `http.unavailable` */
  begin(userId: string, provider: string): Promise<ProviderQuestion> {
    return this.flows.begin(provider, userId);
  }

  /**
   * Links whom the provider vouches for under the confirmed address of the account.
   * @throws DomainError `auth.invalid_provider_answer`, `auth.provider_unavailable`, `auth.address_unverified`,
   * `auth.foreign_domain`, `auth.other_address`, `auth.link_taken`
   */
  async add(userId: string, answer: OidcAnswer): Promise<NamedOidcLink> {
    const { issuer, identity } = await this.flows.finish(answer, userId);
    const vouched = vouchedAddress(issuer, identity);
    const { email, email_confirmed_at } = await this.users.get(userId);
    if (!email_confirmed_at || normaliseEmail(email) !== vouched) throw otherAddress();
    const link = await this.links.insert(userId, identity, this.clock.now());
    if (!link) throw linkTaken();
    await this.audit.providerLinked(userId, issuer.id);
    await this.notices.providerLinked(userId, link.id);
    return this.named(link);
  }

  async list(userId: string): Promise<NamedOidcLink[]> {
    return (await this.links.list(userId)).map((link) => this.named(link));
  }

  /** @throws DomainError `auth.link_not_found` */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.links.delete(userId, id))) throw linkNotFound();
    await this.audit.providerUnlinked(userId);
    await this.notices.providerUnlinked(userId);
  }

  private named(link: OidcLink): NamedOidcLink {
    const known = this.providers.list().find(({ issuer }) => issuer === link.issuer);
    return { ...link, provider: known?.id ?? null };
  }
}
