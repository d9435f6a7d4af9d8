import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { formatDay } from '../../analytics/calendar';
import { ZERO } from '../../analytics/ledger/model/exact';
import { TRANSACTION_TYPES } from '../../analytics/ledger/model/transaction';
import type { TransactionType } from '../../analytics/ledger/model/transaction';
import { FieldError } from '../../common/errors/domain-error';
import { fieldErrors } from '../../common/errors/validation.pipe';
import { exchangeHours } from '../../market/model/exchange-hours';
import { localTime } from '../../market/model/local-time';
import { inputOf } from './dto/transaction-input.dto';
import type { EntryContent } from './entry';

/** A line as it was read, or what is wrong with it. */
export type ReadLine = { content: EntryContent; errors: null } | { content: null; errors: FieldError[] };

const RULES = { whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: true } as const;
/** Where money moves is told by no symbol: a day counts once it has begun anywhere. */
const FIRST_TO_BEGIN = 'Pacific/Kiritimati';

/**
 * Reads one line as a client sent it: the fields of its type and no others, exact numbers, a day that has begun at its
 * exchange. @param now for that
 */
export function readLine(given: unknown, now: Date): ReadLine {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return wrong([{ field: '', message: 'a line must be an object' }]);
  }
  const { type, symbol } = given as { type?: unknown; symbol?: unknown };
  if (!isType(type)) {
    return wrong([{ field: 'type', message: `type must be one of ${TRANSACTION_TYPES.join(', ')}` }]);
  }
  const { type: _type, ...fields } = given as Record<string, unknown>;
  const input = plainToInstance<object, object>(inputOf(type, symbol !== undefined), fields);
  const errors = fieldErrors(validateSync(input, RULES));
  if (errors.length > 0) return wrong(errors);
  const content = { ...withoutUndefined(input as Omit<EntryContent, 'type'>), type };
  const broken = brokenRules(content, now);
  return broken.length > 0 ? wrong(broken) : { content, errors: null };
}

/** What is as though it were not given is no field of the line. */
function withoutUndefined<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function isType(type: unknown): type is TransactionType {
  return (TRANSACTION_TYPES as readonly unknown[]).includes(type);
}

function wrong(errors: FieldError[]): ReadLine {
  return { content: null, errors };
}

/** What concerns several fields at once, and time. */
function brokenRules(line: EntryContent, now: Date): FieldError[] {
  const { type, date, symbol, settle_date, acquired_on, quantity, cost, lots } = line;
  const timeZone = symbol === undefined ? FIRST_TO_BEGIN : exchangeHours(symbol).timeZone;
  const today = formatDay(localTime(now, timeZone).day);
  const errors: FieldError[] = [];
  const check = (holds: boolean, field: string, message: string) => {
    if (!holds) errors.push({ field, message });
  };
  check(date <= today, 'date', `date must not be in the future of its exchange, where it is ${today}`);
  check(
    settle_date === undefined || settle_date >= date,
    'settle_date',
    'settle_date must not be before date',
  );
  check(
    acquired_on === undefined || acquired_on <= date,
    'acquired_on',
    'acquired_on must not be after date',
  );
  if (type === 'adjustment') {
    check(quantity !== '0', 'quantity', 'quantity must not be 0');
    const removes = quantity!.startsWith('-');
    check(!(removes && cost !== undefined), 'cost', 'cost is only for shares that are added');
  }
  if (lots) {
    const named = lots.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
    check(named.lte(quantity!), 'lots', 'lots must not name more than quantity');
  }
  if (type === 'merger') {
    const given = [line.into, line.ratio_n, line.ratio_d].filter((part) => part !== undefined).length;
    check(given === 0 || given === 3, 'into', 'into, ratio_n and ratio_d go together');
    check(
      given > 0 || line.cash_per_share !== undefined,
      'cash_per_share',
      'a merger brings shares, cash or both',
    );
  }
  if (type === 'spin_off' || type === 'merger') {
    check(line.into !== symbol, 'into', 'into must be another symbol');
  }
  return errors;
}
