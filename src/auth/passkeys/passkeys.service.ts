import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { Identity } from '../../common/identity/identity';
import { insertIntoFreeSlot } from '../../platform/mongo/insert-into-free-slot';
import { UsersService } from '../../users/users.service';
import { FactorHoldings } from '../factors/factor-holdings';
import { SecondFactorsService } from '../factors/second-factors.service';
import { Passkey, PasskeyAnswer, PasskeyQuestion } from './passkey';
import { PasskeyChallenges } from './passkey-challenges';
import { invalidPasskey, passkeyNotFound, tooManyPasskeys } from './passkeys.errors';
import { NewPasskey, PasskeysRepository } from './passkeys.repository';
import { RelyingParty } from './relying-party';

const MOST_PASSKEYS = 10;

/** The passkeys of an account: made, listed, renamed and removed by its owner's session. */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly passkeys: PasskeysRepository,
    private readonly party: RelyingParty,
    private readonly challenges: PasskeyChallenges,
    private readonly users: UsersService,
    private readonly factors: SecondFactorsService,
    private readonly holdings: FactorHoldings,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `auth.passkeys_off`, `http.unavailable` */
  async begin(userId: string): Promise<PasskeyQuestion> {
    const user = await this.users.get(userId);
    const options = await this.party.registrationOptions(user, await this.passkeys.list(userId));
    const purpose = { use: 'register', user_id: userId } as const;
    return { challenge_id: await this.challenges.keep(options.challenge, purpose), options };
  }

  /**
   * Adds a passkey; the first factor of an account ends its other sessions.
   * @returns with recovery codes, told this once; null where the account has some already
   * @throws DomainError `auth.invalid_passkey`, `auth.too_many_passkeys`, `http.unavailable`
   */
  async add(
    identity: Identity,
    { challenge_id, response }: PasskeyAnswer,
    name: string,
  ): Promise<{ passkey: Passkey; recovery_codes: string[] | null }> {
    const { userId } = identity;
    const challenge = await this.challenges.take(challenge_id, { use: 'register', user_id: userId });
    const credential = await this.party.newCredential(challenge, response);
    if (!credential || (await this.passkeys.findByCredential(credential.credential_id)))
      throw invalidPasskey();
    const isFirst = !(await this.holdings.hasAny(userId));
    const passkey = await this.insert(userId, { name, ...credential, created_at: this.clock.now() });
    if (!passkey) throw tooManyPasskeys(MOST_PASSKEYS);
    const recovery_codes = await this.factors.recoveryCodesWhereNone(userId);
    await this.factors.added(identity, 'passkey', isFirst);
    return { passkey, recovery_codes };
  }

  list(userId: string): Promise<Passkey[]> {
    return this.passkeys.list(userId);
  }

  /** @throws DomainError `auth.passkey_not_found` */
  async rename(userId: string, id: string, name: string): Promise<Passkey> {
    const renamed = await this.passkeys.rename(userId, id, name);
    if (!renamed) throw passkeyNotFound();
    return renamed;
  }

  /** @throws DomainError `auth.passkey_not_found` */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.passkeys.delete(userId, id))) throw passkeyNotFound();
    await this.factors.removed(userId, 'passkey');
  }

  private insert(userId: string, passkey: NewPasskey): Promise<Passkey | null> {
    return insertIntoFreeSlot(
      userId,
      MOST_PASSKEYS,
      () => this.passkeys.slotsOf(userId),
      (slot) => this.passkeys.insertIntoSlot(userId, slot, passkey),
    );
  }
}
