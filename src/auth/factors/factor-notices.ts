import { Injectable } from '@nestjs/common';
import { OwnerNotices } from '../contacts/owner-notices';

/** Tells owners what happens to their second factors. */
@Injectable()
export class FactorNotices {
  constructor(private readonly notices: OwnerNotices) {}

  added(userId: string): Promise<void> {
    return this.notices.tell(userId, 'second_factor_added', {
      title: 'A second factor was added',
      body: 'Your account can be signed in to with another second factor from now on. If it is the first one, every other session has ended.',
    });
  }

  removed(userId: string): Promise<void> {
    return this.notices.tell(userId, 'second_factor_removed', {
      title: 'A second factor was removed',
      body: 'A second factor was taken from your account, and no device is remembered any more.',
    });
  }

  reset(userId: string, actorId: string): Promise<void> {
    return this.notices.tell(userId, 'second_factor_reset', {
      title: 'Your second factors were reset',
      body: 'An administrator took all second factors from your account, and every session has ended. If you did not ask for it, tell your administrators.',
      facts: { actor_id: actorId },
    });
  }

  recoveryCodesRenewed(userId: string): Promise<void> {
    return this.notices.tell(userId, 'recovery_codes_renewed', {
      title: 'New recovery codes were made',
      body: 'The recovery codes of your account were made anew; those before are good no more.',
    });
  }

  recoveryCodeUsed(userId: string, left: number): Promise<void> {
    return this.notices.tell(userId, 'recovery_code_used', {
      title: 'A recovery code was used',
      body: 'Somebody signed in to your account with a recovery code in place of a second factor.',
      facts: { recovery_codes_left: left },
    });
  }
}
