import { DomainError } from '../common/errors/domain-error';
import { MAX_WATCHLISTS } from './watchlist';

export const watchlistNotFound = () =>
  new DomainError('not_found', 'watchlist.not_found', 'There is no such watchlist.');

export const watchlistChanged = () =>
  new DomainError('precondition_failed', 'watchlist.changed', 'The watchlist has changed since you read it.');

export const tooManyWatchlists = () =>
  new DomainError('conflict', 'watchlist.too_many', `A user has at most ${MAX_WATCHLISTS} watchlists.`);
