import type { FormEvent } from 'react';

/** Calls with the texts of a form's fields, by their names. */
export function onSubmit(use: (fields: Record<string, string>) => void) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)];
    use(Object.fromEntries(entries.map(([name, value]) => [name, String(value)])));
  };
}
