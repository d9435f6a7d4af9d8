import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ONE_LINE } from '../../common/text/one-line';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { MfaRequired } from '../factors/factor';
import { FactorSignInService } from '../factors/factor-sign-in.service';
import { RegistrationService } from '../registration/registration.service';
import { Device } from '../sessions/session';
import { SignIn, SignInsService } from '../sign-in/sign-ins.service';
import { FinishedFlow, OidcFlows } from './oidc-flows';
import { OidcLink, OidcAnswer, ProviderQuestion } from './oidc-link';
import { OidcLinksRepository } from './oidc-links.repository';
import { invalidProviderAnswer, linkNeeded, linkTaken } from './oidc.errors';
import { vouchedAddress } from './vouched-address';

const LONGEST_NAME = 200;

/** Signs in by a provider's word: who is linked, and who is new where accounts may be opened. */
@Injectable()
export class OidcSignInService {
  constructor(
    private readonly flows: OidcFlows,
    private readonly links: OidcLinksRepository,
    private readonly users: UsersService,
    private readonly factors: FactorSignInService,
    private readonly registration: RegistrationService,
    private readonly signIns: SignInsService,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.provider_not_found`, `auth.provider_unavailable`, `http.unavailable` */
  begin(provider: string, invitation?: string): Promise<ProviderQuestion> {
    return this.flows.begin(provider, null, invitation);
  }

  /**
   * @param deviceToken of a device on which no second factor is to be asked for
   * @throws DomainError `auth.invalid_provider_answer`, `auth.provider_unavailable`, `auth.address_unverified`,
   * `auth.foreign_domain`, `auth.link_needed` where an account has the address, what registration throws
   */
  async complete(
    answer: OidcAnswer,
    device: Device,
    deviceToken: string | undefined,
  ): Promise<SignIn | MfaRequired> {
    const finished = await this.flows.finish(answer, null).catch((error: unknown) => {
      this.audit.signInFailed(undefined);
      throw error;
    });
    const { issuer, identity } = finished;
    if (!issuer.takesEvery()) vouchedAddress(issuer, identity);
    const link = await this.links.use(identity, this.clock.now());
    return link ? this.signIn(link, device, deviceToken) : this.open(finished, device);
  }

  private async signIn(
    { user_id }: OidcLink,
    device: Device,
    deviceToken: string | undefined,
  ): Promise<SignIn | MfaRequired> {
    const account = await this.users.credentialsById(user_id);
    if (account?.is_active) return this.factors.afterPassword(account, device, deviceToken);
    this.audit.signInFailed(user_id);
    throw invalidProviderAnswer();
  }

  private async open({ issuer, identity, invitation }: FinishedFlow, device: Device): Promise<SignIn> {
    const email = vouchedAddress(issuer, identity);
    if (await this.users.credentialsByEmail(email)) throw linkNeeded();
    const full_name = nameOf(identity.name, email);
    const user = await this.registration.openVouched({ email, full_name, invitation });
    if (!(await this.links.insert(user.id, identity, this.clock.now()))) throw linkTaken();
    await this.audit.providerLinked(user.id, issuer.id);
    return this.signIns.open(user, device);
  }
}

/** What the provider calls somebody, where it would be taken from a form too. */
function nameOf(name: string | null, email: string): string {
  const text = name?.trim() ?? '';
  const isGood = text.length > 0 && text.length <= LONGEST_NAME && ONE_LINE.test(text);
  return isGood ? text : email.slice(0, email.lastIndexOf('@'));
}
