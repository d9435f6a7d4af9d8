import { isLocked } from '../ledger/changes/check-lines';
import type { Issue } from './issue';

/** The issue; one that only a line of a locked year would settle says so instead of asking for what is refused. */
export function withLockedAction<I extends Issue>(issue: I, lockedYear: number | null): I {
  const { settled_on: date } = issue;
  if (lockedYear === null || date === null || !isLocked({ date }, lockedYear)) return issue;
  return {
    ...issue,
    action: `The lines of ${lockedYear} and before are locked and stay as they are; dismiss this.`,
  };
}
