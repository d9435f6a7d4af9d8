import { DomainError } from '../../common/errors/domain-error';
import { toDomainError } from '../../common/errors/to-domain-error';
import { Refusal } from './stream-events';

export const tooManySockets = () =>
  new DomainError('too_many_requests', 'stream.too_many_sockets', 'This user has too many open streams.');

export const streamClosing = () =>
  new DomainError('unavailable', 'stream.closing', 'This instance is closing; come back.', { retryAfter: 1 });

export const sessionOfAnotherUser = () =>
  new DomainError('forbidden', 'stream.other_user', 'The token is of another user; open a new connection.');

export const otherToken = () =>
  new DomainError(
    'forbidden',
    'stream.other_token',
    'A personal access token cannot take over a connection that it did not open; open a new one.',
  );

export const tooManyEvents = () =>
  new DomainError('too_many_requests', 'stream.too_many_events', 'Too many events; slow down.');

export const unknownEvent = () =>
  new DomainError('not_found', 'stream.unknown_event', 'There is no such event.');

export const unknownNamespace = () =>
  new DomainError('not_found', 'stream.unknown_namespace', 'Connect to the namespace /stream.');

/** The form in which an acknowledgement tells an error. */
export function refusal(thrown: unknown): Refusal {
  const { code, detail, errors } = toDomainError(thrown);
  return { error: { code, detail, ...(errors && { errors }) } };
}

/** The form in which a handshake tells an error: the client's `connect_error` has it as `data.code`. */
export function connectError(thrown: unknown): Error {
  const { code, detail } = toDomainError(thrown);
  return Object.assign(new Error(detail), { data: { code } });
}
