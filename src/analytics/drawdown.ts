/** The deepest fall of an index; `value` <= 0, 0 with null days if it never fell. */
export interface DatedDrawdown {
  readonly value: number | null;
  readonly peakDay: number | null;
  readonly troughDay: number | null;
  /** First day back at the peak's level; null while under water. */
  readonly recoveryDay: number | null;
}
