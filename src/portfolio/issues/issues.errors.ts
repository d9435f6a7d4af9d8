import { DomainError } from '../../common/errors/domain-error';

export const issueNotFound = () =>
  new DomainError('not_found', 'issue.not_found', 'The portfolio has no such issue any more.');
