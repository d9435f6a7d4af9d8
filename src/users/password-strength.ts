import { Injectable } from '@nestjs/common';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { passwordProblem } from './password-rules';
import { validationFailed } from '../common/errors/http.errors';

/** A password that an attacker finds with fewer guesses is refused. */
const LEAST_GUESSES = 2e7;
/** The beginning that is judged: what is strong in it is strong as a whole, and longer texts take long to judge. */
const JUDGED = 40;
const PRODUCT = ['tickfolio', 'portfolio'];

/** Judges new passwords by how soon they would be guessed. No rules of composition: length and surprise count. */
@Injectable()
export class PasswordStrength {
  private loading: Promise<ZxcvbnFactory> | undefined;

  /**
   * @param known what an attacker knows of the person, such as address and name
   * @returns what is wrong with a new password, or null
   */
  async problem(password: string, known: readonly string[]): Promise<string | null> {
    const plain = passwordProblem(password);
    if (plain) return plain;
    this.loading ??= loadEstimator();
    const estimator = await this.loading;
    const words = known
      .flatMap((text) => [text, ...text.split('@', 1), ...text.split(/[^\p{L}\p{N}]+/u)])
      .filter(Boolean);
    const { guesses } = estimator.check([...password].slice(0, JUDGED).join(''), [...PRODUCT, ...words]);
    return guesses < LEAST_GUESSES ? 'is too easy to guess; choose a longer or less usual one' : null;
  }

  /**
   * @param known as for `problem`
   * @throws DomainError `validation.failed` for a weak password, naming the field
   */
  async refuseWeak(field: string, password: string, known: readonly string[]): Promise<void> {
    const problem = await this.problem(password, known);
    if (problem) throw validationFailed([{ field, message: `${field} ${problem}` }]);
  }
}

/** Loaded with the first new password: its lists take a moment and memory that a worker has no use for. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]);
  return new core.ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
    l33tMaxSubstitutions: 4,
    maxLength: JUDGED,
  });
}
