import { createHash } from 'node:crypto';
import { nameKey } from '../../portfolio/accounts/account-names';
import { settingsOf } from '../../portfolio/accounts/open-account';
import type { ComparedLedger } from '../../portfolio/transactions/imported-lines.service';
import type { Import, ImportAccount } from '../import';
import type { Survey, SurveyedAccount } from '../preview/preview-order';
import { accountNamed, guessedAccount } from './account-guess';
import { otherSettings, toldAccount } from './told-account';

/** Where the rows of each account of a file go: to what was chosen, else to what is likely. */
export function accountsOf(
  { accounts: surveyed, format }: Pick<Survey, 'accounts' | 'format'>,
  { id: importId, choices }: Pick<Import, 'id' | 'choices'>,
  { accounts, currency: base }: Pick<ComparedLedger, 'accounts' | 'currency'>,
): ImportAccount[] {
  const choiceOf = new Map(choices.accounts.map((choice) => [choice.name, choice]));
  const general = choiceOf.get(null);
  return (surveyed.length > 0 ? surveyed : [NO_NAME]).map((stated) => {
    const { name, rows } = stated;
    const choice = choiceOf.get(name) ?? general;
    const told = toldAccount(stated);
    const same = accountNamed(name, accounts);
    const opens = told && !same ? settingsOf(told, base) : null;
    const create = choice?.create === true && opens !== null;
    const chosen = accounts.find(({ id }) => id === choice?.account_id) ?? (choice?.create && same);
    const account = chosen ?? (create ? undefined : guessedAccount(stated, format, accounts));
    return {
      name,
      currency: (stated.settings && told?.currency) ?? stated.currency,
      rows,
      account_id: create ? idOf(importId, placeOf(name!, surveyed)) : (account?.id ?? null),
      is_guess: !chosen && !create,
      create,
      opens,
      warning: stated.settings && told && account ? otherSettings(account, told) : null,
    };
  });
}

const NO_NAME: SurveyedAccount = { name: null, currency: null, rows: 0, hasCash: false, settings: null };

/**
 * The id of an account that an import opens: the same whenever it is read and applied, behind those of the accounts that
 * there are, and in the order of the file.
 */
function idOf(importId: string, place: number): string {
  const secondAfter = parseInt(importId.slice(0, 8), 16) + 1;
  const digest = createHash('sha256').update(`${importId}.account.${place}`).digest('hex');
  return `${hex(secondAfter, 8)}${hex(place, 4)}${digest.slice(0, 12)}`;
}

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

/** Names that differ in their case alone are of one account. */
function placeOf(name: string, stated: readonly SurveyedAccount[]): number {
  return stated.findIndex((account) => account.name !== null && nameKey(account.name) === nameKey(name));
}
