/** Money that moves on a day number. Which sign means paid in is said by the function that takes it. */
export interface DatedFlow {
  readonly day: number;
  readonly amount: number;
}
