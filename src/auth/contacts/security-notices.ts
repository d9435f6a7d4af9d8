import { Injectable } from '@nestjs/common';
import { Device } from '../sessions/session';
import { FurtherWaysIn } from '../sessions/further-ways-in';
import { OwnerNotices } from './owner-notices';

const LOOK_THROUGH = 'What is counted here opens it as before: remove what you do not know.';

/** Tells users what they should know about the safety of their account. */
@Injectable()
export class SecurityNotices {
  constructor(private readonly notices: OwnerNotices) {}

  newSignIn(userId: string, sessionId: string, { user_agent }: Device): Promise<void> {
    return this.notices.tell(
      userId,
      'new_sign_in',
      {
        title: 'New sign-in',
        body: 'Somebody signed in to your account from a device that we do not know. If it was not you, end that session and change your password.',
        // Apart from our own words, since whoever signs in chooses it.
        facts: { session_id: sessionId, device: user_agent || 'unnamed' },
      },
      sessionId,
    );
  }

  refreshTokenReused(userId: string, sessionId: string): Promise<void> {
    return this.notices.tell(
      userId,
      'refresh_token_reuse',
      {
        title: 'A session was ended for your safety',
        body: 'A refresh token that was already spent was used again, so somebody may have copied it. That session has ended; sign in again, and change your password if you did not expect this.',
        facts: { session_id: sessionId },
      },
      sessionId,
    );
  }

  passwordChanged(userId: string, left: FurtherWaysIn): Promise<void> {
    return this.notices.tell(userId, 'password_changed', {
      title: 'Your password was changed',
      body: `The password of your account was changed, and every other session has ended. ${LOOK_THROUGH}`,
      facts: { ...left },
    });
  }

  passwordReset(userId: string, left: FurtherWaysIn): Promise<void> {
    return this.notices.tell(userId, 'password_reset', {
      title: 'Your password was reset',
      body: `A new password was chosen by a mail to your address, and every session has ended. ${LOOK_THROUGH}`,
      facts: { ...left },
    });
  }

  passwordResetForced(userId: string, actorId: string): Promise<void> {
    return this.notices.tell(userId, 'password_reset_forced', {
      title: 'Your account needs a new password',
      body: 'An administrator ended every session of your account and its password. Choose another by the code that you get by mail or from your administrators.',
      facts: { actor_id: actorId },
    });
  }

  emailChanged(userId: string): Promise<void> {
    return this.notices.tell(userId, 'email_address_changed', {
      title: 'The address of your account was changed',
      body: 'Your account uses another mail address from now on. The old one can take it back for seven days.',
    });
  }

  deletionTakenBack(userId: string): Promise<void> {
    return this.notices.tell(userId, 'deletion_taken_back', {
      title: 'Your account is kept',
      body: 'It was to be erased, and somebody signed in or followed the link of the mail about it. If it was not you, change your password.',
    });
  }

  tokenCreated(userId: string, tokenId: string): Promise<void> {
    return this.notices.tell(
      userId,
      'token_created',
      {
        title: 'A personal access token was made',
        body: 'Somebody who is signed in to your account made a token for a program. If it was not you, withdraw it and change your password.',
        facts: { token_id: tokenId },
      },
      tokenId,
    );
  }

  providerLinked(userId: string, linkId: string): Promise<void> {
    return this.notices.tell(
      userId,
      'provider_linked',
      {
        title: 'A sign-in by a provider was added',
        body: 'Your account can be signed in to by another provider from now on. If it was not you, remove the link and change your password.',
      },
      linkId,
    );
  }

  providerUnlinked(userId: string): Promise<void> {
    return this.notices.tell(userId, 'provider_unlinked', {
      title: 'A sign-in by a provider was removed',
      body: 'Your account is not signed in to by that provider any more. If it was not you, change your password.',
    });
  }

  promoted(userId: string, actorId: string): Promise<void> {
    return this.notices.tell(userId, 'promoted', {
      title: 'You are an administrator now',
      body: 'An administrator gave your account the rights of an administrator.',
      facts: { actor_id: actorId },
    });
  }
}
