import { applyDecorators } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { LedgerErrorCode } from '../../analytics/ledger/model/ledger-error';
import { ApiProblems, ErrorFactory } from '../../common/errors/api-problems.decorator';
import { DomainError } from '../../common/errors/domain-error';
import { portfolioNotFound } from '../../common/identity/portfolio-access';
import { portfolioBusy } from '../portfolio.errors';
import { duplicateExternalId, ledgerBusy, tooManyLines, yearsLocked } from './ledger.errors';

const IMPOSSIBLE: LedgerErrorCode[] = [
  'ledger.oversold',
  'ledger.lot_used_up',
  'ledger.no_cash_account',
  'ledger.unequal_transfer',
  'ledger.invalid_line',
];

/** What any route that looks into a ledger may answer: one of an older release is written as lines first. */
export const READ_PROBLEMS: ErrorFactory[] = [portfolioNotFound, portfolioBusy, ledgerBusy];

/** What any change of a ledger may be refused for; `impossibleLedger` makes all but the first three. */
export const CHANGE_PROBLEMS: ErrorFactory[] = [
  yearsLocked,
  ledgerBusy,
  portfolioBusy,
  ...IMPOSSIBLE.map((code) => () => new DomainError('unprocessable', code, '')),
];

/** What a change that adds lines or rewrites them may be refused for. */
export const LINE_PROBLEMS: ErrorFactory[] = [...CHANGE_PROBLEMS, tooManyLines, duplicateExternalId];

/** What every route of a ledger's figures may answer. */
export function ApiLedger(): ClassDecorator {
  return applyDecorators(ApiTags('ledger'), ApiProblems(...READ_PROBLEMS));
}
