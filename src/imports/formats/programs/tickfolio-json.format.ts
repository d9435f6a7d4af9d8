import type { TransactionType } from '../../../analytics/ledger/model/transaction';
import type { Source } from '../../files/source';
import type { Draft, StatedAccount } from '../draft';
import { ImportFormat, ReadRows } from '../import-format';
import { JsonObject, listIn, numberIn, objectIn, rawObject, textIn } from './json-values';
import { rowsOf } from '../rows-of';
import { ACCOUNT_FIELDS, EXPORT_NAME, NUMBER_FIELDS, refuseNewer, TEXT_FIELDS } from './tickfolio-fields';
import { defined } from '../trade';

/** Our own export of transactions as JSON; read back it is the same ledger. */
export class TickfolioJsonFormat extends ImportFormat {
  readonly name = 'tickfolio-json';
  readonly title = 'Tickfolio, transactions (JSON)';

  recognise(source: Source): number {
    if (source.kind !== 'json') return 0;
    return objectIn(source.value)?.format === EXPORT_NAME ? 1 : 0;
  }

  read(source: Source): ReadRows {
    const value = source.kind === 'json' ? source.value : undefined;
    const file = objectIn(value) ?? {};
    const accounts = settingsByName(file);
    const rows = (listIn(value, 'transactions') ?? []).flatMap((item, at) => {
      const object = objectIn(item) ?? {};
      return rowsOf(at + 1, rawObject(object), () => {
        refuseNewer(file.version);
        return defined<Draft>({
          ...draftOf(object),
          base_currency: textIn(file, 'base_currency'),
          account_settings: accounts.get(textIn(object, 'account')),
        });
      });
    });
    return { rows, decimal: '.', dateOrder: 'YMD', questions: [], mapping: null, columns: [] };
  }
}

function settingsByName(file: JsonObject): Map<string | undefined, StatedAccount> {
  const accounts = (listIn(file, 'accounts') ?? []).map((account) => objectIn(account) ?? {});
  return new Map(
    accounts.flatMap((account) => {
      const told = ACCOUNT_FIELDS.filter((field) => account[field] != null);
      if (told.length === 0) return [];
      return [[textIn(account, 'name'), Object.fromEntries(told.map((field) => [field, account[field]]))]];
    }),
  );
}

function draftOf(object: JsonObject): Draft {
  const symbol = textIn(object, 'symbol');
  const into = textIn(object, 'into');
  const whole = (field: string) => {
    const number = numberIn(object, field);
    return number === undefined ? undefined : Number(number);
  };
  const tags = listIn(object, 'tags')?.filter((tag): tag is string => typeof tag === 'string');
  return defined<Draft>({
    ...(Object.fromEntries(TEXT_FIELDS.map((field) => [field, textIn(object, field)])) as Partial<Draft>),
    ...(Object.fromEntries(NUMBER_FIELDS.map((field) => [field, numberIn(object, field)])) as Partial<Draft>),
    type: textIn(object, 'type') as TransactionType,
    date: textIn(object, 'date') ?? '',
    ref: textIn(object, 'id'),
    account: textIn(object, 'account'),
    numerator: whole('numerator'),
    denominator: whole('denominator'),
    tags: tags?.length ? tags : undefined,
    lots: listIn(object, 'lots')?.map((lot) => {
      const { transaction_id, quantity } = objectIn(lot) ?? {};
      return { transaction_id: String(transaction_id), quantity: String(quantity) };
    }),
    ...(symbol && { instrument: { symbol, isOurs: true } }),
    ...(into && { into: { symbol: into, isOurs: true } }),
  });
}
