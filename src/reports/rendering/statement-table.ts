import type { LedgerStatement } from '../../portfolio/statements/ledger-statement';
import type { StatementType } from '../report';

/** How a column is shown: text, a day, a count of days or shares, an amount of money. */
export type ColumnKind = 'text' | 'day' | 'quantity' | 'money';

export type StatementCell = string | number | null;

export interface StatementColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** that a page has no room for */
  readonly isWide?: true;
}

/** A statement as one table, the same in every format. */
export interface StatementTable {
  readonly columns: readonly StatementColumn[];
  readonly rows: readonly (readonly StatementCell[])[];
  /** sums of columns in base currency; null where one of them is unknown */
  readonly totals: readonly { readonly name: string; readonly value: number | null }[];
}

const text = (name: string): StatementColumn => ({ name, kind: 'text' });
const day = (name: string): StatementColumn => ({ name, kind: 'day' });
const quantity = (name: string): StatementColumn => ({ name, kind: 'quantity' });
const money = (name: string): StatementColumn => ({ name, kind: 'money' });
const wide = (column: StatementColumn): StatementColumn => ({ ...column, isWide: true });

export function statementTable(type: StatementType, statement: LedgerStatement): StatementTable {
  switch (type) {
    case 'realised_gains':
      return realisedTable(statement);
    case 'income':
      return incomeTable(statement);
    case 'transactions':
      return transactionsTable(statement);
  }
}

function realisedTable({ realised, accounts }: LedgerStatement): StatementTable {
  return {
    columns: [
      text('symbol'),
      text('account'),
      day('acquired_on'),
      day('disposed_on'),
      quantity('holding_days'),
      quantity('quantity'),
      money('cost'),
      money('proceeds'),
      money('gain'),
      text('currency'),
      money('base_cost'),
      money('base_proceeds'),
      money('base_gain'),
      text('reason'),
    ],
    rows: realised.map((line) => [
      line.symbol,
      accounts[line.account_id] ?? null,
      line.acquired_on,
      line.disposed_on,
      line.holding_days,
      line.quantity,
      line.cost,
      line.proceeds,
      line.gain,
      line.currency,
      line.base.cost,
      line.base.proceeds,
      line.base.gain,
      line.reason,
    ]),
    totals: [
      { name: 'base_cost', value: sumOf(realised.map(({ base }) => base.cost)) },
      { name: 'base_proceeds', value: sumOf(realised.map(({ base }) => base.proceeds)) },
      { name: 'base_gain', value: sumOf(realised.map(({ base }) => base.gain)) },
      {
        name: 'base_gain_up_to_365_days',
        value: sumOf(realised.filter(({ holding_days }) => holding_days <= 365).map(({ base }) => base.gain)),
      },
      {
        name: 'base_gain_over_365_days',
        value: sumOf(realised.filter(({ holding_days }) => holding_days > 365).map(({ base }) => base.gain)),
      },
    ],
  };
}

function incomeTable({ income, accounts }: LedgerStatement): StatementTable {
  const sums = ['gross', 'withheld', 'fee', 'net'] as const;
  return {
    columns: [day('date'), text('account'), text('type'), text('symbol'), ...sums.map(money)],
    rows: income.map((line) => [
      line.date,
      accounts[line.account_id] ?? null,
      line.type,
      line.symbol,
      ...sums.map((sum) => line[sum]),
    ]),
    totals: sums.map((name) => ({ name, value: sumOf(income.map((line) => line[name])) })),
  };
}

function transactionsTable({ transactions, accounts }: LedgerStatement): StatementTable {
  const given = ['quantity', 'price', 'amount', 'fee', 'tax', 'fx_rate'] as const;
  const terms = [
    'ratio_n',
    'ratio_d',
    'cash_per_share',
    'cost_share',
    'numerator',
    'denominator',
    'cost',
  ] as const;
  return {
    columns: [
      day('date'),
      text('account'),
      text('type'),
      text('symbol'),
      ...given.map(quantity),
      text('currency'),
      text('note'),
      text('external_id'),
      wide(text('into')),
      ...terms.map(quantity).map(wide),
      wide(day('acquired_on')),
      wide(text('group_id')),
    ],
    rows: transactions.map((line) => [
      line.date,
      accounts[line.account_id] ?? null,
      line.type,
      line.symbol ?? null,
      ...given.map((field) => line[field] ?? null),
      line.currency,
      line.note ?? null,
      line.external_id ?? null,
      line.into ?? null,
      ...terms.map((field) => line[field] ?? null),
      line.acquired_on ?? null,
      line.group_id ?? null,
    ]),
    totals: [],
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
