import { Injectable, OnModuleInit } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Environment } from '../../config/environment';
import { User } from '../../users/user';
import { BrowserAnswer, PasskeyCredential } from './passkey';
import { passkeysOff } from './passkeys.errors';

const NAME = 'Tickfolio';

/** 430 modules, which only a process needs that passkeys are on in. */
const library = () => import('@simplewebauthn/server');

type Options = Promise<{ challenge: string }>;
export type NewCredential = PasskeyCredential & { backed_up: boolean };

/**
 * This installation as browsers know it, by `PASSKEY_RP_ID` and `PASSKEY_ORIGINS`. Every passkey verifies its owner, by a
 * finger, a face or a PIN, so that it can stand for a password and a second factor at once.
 */
@Injectable()
export class RelyingParty implements OnModuleInit {
  constructor(private readonly environment: Environment) {}

  /** So that nobody's first sign-in waits for it. */
  async onModuleInit(): Promise<void> {
    const { servesApi, passkeyRpId } = this.environment;
    if (servesApi && passkeyRpId !== undefined) await library();
  }

  /** @throws DomainError `auth.passkeys_off` */
  async registrationOptions({ id, email, full_name }: User, known: readonly PasskeyCredential[]): Options {
    const rpID = this.id;
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: NAME,
      rpID,
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
  async signInOptions(known?: readonly PasskeyCredential[]): Options {
    const rpID = this.id;
    const { generateAuthenticationOptions } = await library();
    const allowCredentials = known?.map(described);
    return generateAuthenticationOptions({ rpID, userVerification: 'required', allowCredentials });
  }

  /** @returns null for an answer that is not right */
  async newCredential(challenge: string, answer: BrowserAnswer): Promise<NewCredential | null> {
    const expected = this.expected(challenge);
    const { verifyRegistrationResponse } = await library();
    const response = answer as unknown as RegistrationResponseJSON;
    const { registrationInfo } = await orNothing(
      verifyRegistrationResponse({ response, ...expected, requireUserVerification: true }),
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
    const expected = this.expected(challenge);
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await orNothing(
      verifyAuthenticationResponse({
        response: answer as unknown as AuthenticationResponseJSON,
        ...expected,
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
