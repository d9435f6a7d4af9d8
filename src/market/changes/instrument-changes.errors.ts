import { DomainError } from '../../common/errors/domain-error';

export const changesInCircle = (symbol: string, into: string) =>
  new DomainError(
    'conflict',
    'instrument.changes_in_circle',
    `${into} is told by ${symbol} itself: take that change back first.`,
  );

export const changeNotFound = () =>
  new DomainError('not_found', 'instrument.change_not_found', 'Nothing was said of this instrument.');

export const tooManyChanges = (cap: number) =>
  new DomainError(
    'conflict',
    'instrument.too_many_changes',
    `An installation keeps ${cap} changes of instruments.`,
  );
