import { DomainError } from '../common/errors/domain-error';

export const reportNotFound = () =>
  new DomainError('not_found', 'report.not_found', 'There is no such report.');

export const reportNotCompleted = () =>
  new DomainError('conflict', 'report.not_completed', 'The report is not completed, so it has no file yet.');

export const reportNotFailed = () =>
  new DomainError('conflict', 'report.not_failed', 'Only a report that failed is made again.');

export const reportOfAnother = () =>
  new DomainError(
    'forbidden',
    'report.of_another_user',
    'Only superusers see or order reports of other users.',
  );

export const tooManyUnfinished = () =>
  new DomainError(
    'too_many_requests',
    'report.too_many_unfinished',
    'Too many of your reports are still being made; wait for some of them.',
    { retryAfter: 30 },
  );

export const rangeNotSatisfiable = () =>
  new DomainError('range_not_satisfiable', 'report.range_not_satisfiable', 'The file is shorter than that.');
