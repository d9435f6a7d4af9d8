import { Injectable } from '@nestjs/common';
import { OidcLinksRepository } from '../oidc/oidc-links.repository';
import { RememberedDevicesService } from '../factors/remembered-devices.service';
import { PersonalTokensService } from '../tokens/personal-tokens.service';
import { SessionsService } from './sessions.service';

/** All by which an account is used without its password. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: PersonalTokensService,
    private readonly devices: RememberedDevicesService,
    private readonly links: OidcLinksRepository,
  ) {}

  /** Ends every session and personal token, and forgets every device and link to a provider. */
  async endAll(userId: string): Promise<void> {
    await this.sessions.end({ userId });
    await this.tokens.withdrawAll(userId);
    await this.devices.forgetAll(userId);
    await this.links.deleteAll(userId);
  }
}
