import { DomainError } from '../common/errors/domain-error';

export const portfolioNotFound = () =>
  new DomainError('not_found', 'portfolio.not_found', 'There is no such portfolio.');

export const portfolioChanged = () =>
  new DomainError(
    'precondition_failed',
    'portfolio.changed',
    'The portfolio was changed since the version that If-Match names.',
  );

export const tooManyAssets = (most: number) =>
  new DomainError('invalid', 'portfolio.too_many_assets', `A portfolio has at most ${most} assets.`);

export const portfolioBusy = () =>
  new DomainError('unavailable', 'portfolio.busy', 'Too many analyses are waiting; try again shortly.', {
    retryAfter: 2,
  });
