/** Whether a change names nothing: fields that were not given are absent or undefined. */
export function isEmpty(change: object): boolean {
  return Object.values(change).every((value) => value === undefined);
}
