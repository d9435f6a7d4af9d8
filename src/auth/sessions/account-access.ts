import { Injectable } from '@nestjs/common';
import { OidcLinksRepository } from '../oidc/oidc-links.repository';
import { PasskeysRepository } from '../passkeys/passkeys.repository';
import { RememberedDevicesService } from '../factors/devices/remembered-devices.service';
import { PersonalTokensService } from '../tokens/personal-tokens.service';
import { FurtherWaysIn } from './further-ways-in';
import { SessionsService } from './sessions.service';

/** All by which an account is used without its password. */
@Injectable()
export class AccountAccess {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: PersonalTokensService,
    private readonly devices: RememberedDevicesService,
    private readonly links: OidcLinksRepository,
    private readonly passkeys: PasskeysRepository,
  ) {}

  /** Ends every session and personal token, and forgets every device and link to a provider. */
  async endAll(userId: string): Promise<void> {
    await this.sessions.end({ userId });
    await this.tokens.withdrawAll(userId);
    await this.devices.forgetAll(userId);
    await this.links.deleteAll(userId);
  }

  /** Ends what was opened with the password before, but for the session that changed it. */
  async endWithPassword(
    { userId, sessionId }: { userId: string; sessionId: string },
    { keepTokens }: { keepTokens: boolean },
  ): Promise<void> {
    await this.sessions.end({ userId, except: sessionId });
    if (!keepTokens) await this.tokens.withdrawAll(userId);
    await this.devices.forgetAll(userId);
  }

  /** What is left of them, for the owner to look through. */
  async waysIn(userId: string): Promise<FurtherWaysIn> {
    const [tokens, passkeys, links] = await Promise.all([
      this.tokens.list(userId),
      this.passkeys.list(userId),
      this.links.list(userId),
    ]);
    return { personal_tokens: tokens.length, passkeys: passkeys.length, provider_links: links.length };
  }
}
