import { Injectable } from '@nestjs/common';
import {
  AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Environment } from '../../config/environment';
import { User } from '../../users/user';
import { BrowserAnswer, PasskeyCredential } from './passkey';
import { passkeysOff } from './passkeys.errors';

const NAME = 'Tickfolio';

type Options = Promise<{ challenge: string }>;
export type NewCredential = PasskeyCredential & { backed_up: boolean };

/**
 * This installation as browsers know it, by `PASSKEY_RP_ID` and `PASSKEY_ORIGINS`. Every passkey verifies its owner, by a
 * finger, a face or a PIN, so that it can stand for a password and a second factor at once.
 */
@Injectable()
export class RelyingParty {
  constructor(private readonly environment: Environment) {}

  /** @throws DomainError `auth.passkeys_off` */
  registrationOptions({ id, email, full_name }: User, known: readonly PasskeyCredential[]): Options {
    return generateRegistrationOptions({
      rpName: NAME,
      rpID: this.id,
      userID: new Uint8Array(Buffer.from(id)),
      userName: email,
      userDisplayName: full_name,
      excludeCredentials: known.map(described),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    });
  }

  /**
   * @param known those that are asked for; any where left out
   * @throws DomainError `auth.passkeys_off`
   */
  signInOptions(known?: readonly PasskeyCredential[]): Options {
    const allowCredentials = known?.map(described);
    return generateAuthenticationOptions({ rpID: this.id, userVerification: 'required', allowCredentials });
  }

  /** @returns null for an answer that is not right */
  async newCredential(challenge: string, answer: BrowserAnswer): Promise<NewCredential | null> {
    const response = answer as unknown as RegistrationResponseJSON;
    const { registrationInfo } = await orNothing(
      verifyRegistrationResponse({ response, ...this.expected(challenge), requireUserVerification: true }),
    );
    if (!registrationInfo) return null;
    const { credential, credentialBackedUp: backed_up } = registrationInfo;
    return {
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: (credential.transports ?? []).filter((each) => TRANSPORT.test(each)),
      backed_up,
    };
  }

  /** @returns the counter after this use; null for an answer that is not right, also where the counter does not rise */
  async counterAfter(
    challenge: string,
    answer: BrowserAnswer,
    { credential_id, public_key, counter, transports }: PasskeyCredential,
  ): Promise<number | null> {
    const { verified, authenticationInfo } = await orNothing(
      verifyAuthenticationResponse({
        response: answer as unknown as AuthenticationResponseJSON,
        ...this.expected(challenge),
        requireUserVerification: true,
        credential: {
          id: credential_id,
          publicKey: new Uint8Array(Buffer.from(public_key, 'base64url')),
          counter,
          transports,
        },
      }),
    );
    return verified && authenticationInfo ? authenticationInfo.newCounter : null;
  }

  private expected(expectedChallenge: string) {
    return { expectedChallenge, expectedOrigin: this.environment.passkeyOrigins, expectedRPID: this.id };
  }

  private get id(): string {
    const { passkeyRpId } = this.environment;
    if (passkeyRpId === undefined) throw passkeysOff();
    return passkeyRpId;
  }
}

/** What authenticators say is stored and told again to browsers; nothing long or odd is. */
const TRANSPORT = /^[a-z-]{1,20}$/;

const described = ({ credential_id, transports }: PasskeyCredential) => ({ id: credential_id, transports });

/** The library throws for whatever is not right in an answer. */
async function orNothing<Verdict extends object>(verdict: Promise<Verdict>): Promise<Partial<Verdict>> {
  return verdict.catch(() => ({}));
}
