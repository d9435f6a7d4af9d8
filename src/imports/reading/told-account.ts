import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { majorUnitOf } from '../../analytics/ledger/model/minor-units';
import type { Account } from '../../portfolio/accounts/account';
import { CreateAccountDto } from '../../portfolio/accounts/dto/account.dto';
import type { AccountTold } from '../../portfolio/accounts/open-account';
import type { SurveyedAccount } from '../preview/preview-order';

const OF_FIGURES = ['currency', 'cost_method', 'tracks_cash'] as const;

/**
 * An account of a file as it may be opened: with the settings that the file tells, else in the currency of its first row
 * and with cash where money moves; null where its name or settings can be those of no account.
 */
export function toldAccount({ name, currency, hasCash, settings }: SurveyedAccount): AccountTold | null {
  const usual = { tracks_cash: hasCash, ...(currency && { currency: majorUnitOf(currency).currency }) };
  const told = plainToInstance(CreateAccountDto, { ...usual, ...settings, name });
  return validateSync(told, { stopAtFirstError: true }).length > 0 ? null : told;
}

/** Which settings that change figures an account has otherwise than a file tells; null where it has them all. */
export function otherSettings(account: Account, told: AccountTold): string | null {
  const others = OF_FIGURES.filter((field) => told[field] !== undefined && told[field] !== account[field]);
  if (others.length === 0) return null;
  const list = others.map((field) => `${field} is ${account[field]} here and ${told[field]} in the file`);
  return `Figures will be others than those of the file’s ledger: ${list.join('; ')}.`;
}
