import { DomainError, FieldError } from '../../common/errors/domain-error';
import { MOST_PRIVATE_INSTRUMENTS } from './private-instrument';

export const privateInstrumentNotFound = () =>
  new DomainError('not_found', 'market.private_not_found', 'You have no such private instrument.');

export const privateInstrumentChanged = () =>
  new DomainError(
    'precondition_failed',
    'market.private_changed',
    'The instrument was changed since the version that If-Match names.',
  );

export const tooManyPrivateInstruments = () =>
  new DomainError(
    'conflict',
    'market.too_many_private',
    `A user has at most ${MOST_PRIVATE_INSTRUMENTS} private instruments.`,
  );

export const invalidPrices = (errors: FieldError[]) =>
  new DomainError('invalid', 'market.invalid_prices', 'Some prices are wrong; nothing was stored.', {
    errors,
  });
