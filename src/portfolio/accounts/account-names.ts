import { Account } from './account';

type Named = Pick<Account, 'id' | 'name'>;

/** What of a name tells accounts apart: an export names them, and an import finds them by it, whatever the case. */
export function nameKey(name: string): string {
  return name.trim().normalize().toLowerCase();
}

/** Whether another account of a portfolio has a name. */
export function isNameTaken(accounts: readonly Named[], { id, name }: Named): boolean {
  return accounts.some((other) => other.id !== id && nameKey(other.name) === nameKey(name));
}

/**
 * The names of accounts, each its own. Accounts of an older release may share one: the oldest keeps it, the next are told
 * as `Depot (2)`, `Depot (3)`.
 * @param names oldest account first
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names.map(nameKey));
  const seen = new Set<string>();
  return names.map((name) => {
    const distinct = seen.has(nameKey(name)) ? numbered(name, taken) : name;
    seen.add(nameKey(distinct));
    taken.add(nameKey(distinct));
    return distinct;
  });
}

function numbered(name: string, taken: ReadonlySet<string>): string {
  for (let nth = 2; ; nth++) {
    const distinct = `${name} (${nth})`;
    if (!taken.has(nameKey(distinct))) return distinct;
  }
}
