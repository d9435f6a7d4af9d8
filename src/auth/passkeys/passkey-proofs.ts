import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { PasskeyAnswer, PasskeyQuestion } from './passkey';
import { ChallengePurpose, PasskeyChallenges } from './passkey-challenges';
import { PasskeysRepository } from './passkeys.repository';
import { RelyingParty } from './relying-party';

/** Asks browsers for a passkey and tells right answers from wrong ones; each question has one answer. */
@Injectable()
export class PasskeyProofs {
  constructor(
    private readonly passkeys: PasskeysRepository,
    private readonly party: RelyingParty,
    private readonly challenges: PasskeyChallenges,
    private readonly clock: Clock,
  ) {}

  /**
   * @param userId whose passkey it is to be; null for anybody's
   * @throws DomainError `auth.passkeys_off`, `http.unavailable`
   */
  async ask(userId: string | null): Promise<PasskeyQuestion> {
    const options = await this.party.signInOptions(
      userId === null ? undefined : await this.passkeys.list(userId),
    );
    return { challenge_id: await this.challenges.keep(options.challenge, purposeOf(userId)), options };
  }

  /**
   * @param userId as it was asked
   * @returns whose passkey it is; null for an answer that is not right
   * @throws DomainError `auth.invalid_passkey` for a question that nobody asked, `http.unavailable`
   */
  async prove(userId: string | null, { challenge_id, response }: PasskeyAnswer): Promise<string | null> {
    const challenge = await this.challenges.take(challenge_id, purposeOf(userId));
    const passkey = typeof response.id === 'string' && (await this.passkeys.findByCredential(response.id));
    if (!passkey || (userId !== null && passkey.user_id !== userId)) return null;
    const counter = await this.party.counterAfter(challenge, response, passkey);
    const isRight = counter !== null && (await this.passkeys.noteUse(passkey, counter, this.clock.now()));
    return isRight ? passkey.user_id : null;
  }
}

function purposeOf(user_id: string | null): ChallengePurpose {
  return { use: user_id === null ? 'sign-in' : 'factor', user_id };
}
