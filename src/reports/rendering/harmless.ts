/** Text that a spreadsheet would run as a formula gets an apostrophe; numbers keep their minus. */
export function harmless<Cell extends string | number | null>(cell: Cell): Cell | string {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
