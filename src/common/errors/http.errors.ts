import { DomainError, FieldError } from './domain-error';

export const validationFailed = (errors: FieldError[]) =>
  new DomainError('invalid', 'validation.failed', 'Some fields are missing, unknown or not valid.', {
    errors,
  });

/** What Express or Nest refuse by themselves, such as a path that is not well-formed. */
export const invalidRequest = (detail = '', cause?: unknown) =>
  new DomainError('invalid', 'http.invalid', detail, { cause });

export const malformedJson = (cause?: unknown) =>
  new DomainError('invalid', 'http.malformed_json', 'The body is not well-formed JSON.', { cause });

export const unacceptableJson = (detail: string) =>
  new DomainError('invalid', 'http.unacceptable_json', detail);

export const unacceptableQuery = (
  detail = 'The address has a parameter that no route takes.',
  errors?: FieldError[],
) => new DomainError('invalid', 'http.unacceptable_query', detail, { errors });

export const incompleteBody = () =>
  new DomainError('invalid', 'http.incomplete_body', 'The body ended before it was whole.');

export const bodyTooLarge = (cause?: unknown) =>
  new DomainError('too_large', 'http.body_too_large', 'The body is larger than this route accepts.', {
    cause,
  });

export const unsupportedMediaType = (expected: string) =>
  new DomainError(
    'unsupported_media_type',
    'http.unsupported_media_type',
    `This route takes a body of the type ${expected}.`,
  );

export const unsupportedCharset = (cause?: unknown) =>
  new DomainError('unsupported_media_type', 'http.unsupported_charset', 'The charset is not supported.', {
    cause,
  });

export const unsupportedEncoding = (cause?: unknown) =>
  new DomainError('unsupported_media_type', 'http.unsupported_encoding', 'The encoding is not supported.', {
    cause,
  });

export const storeUnavailable = (cause?: unknown) =>
  new DomainError('unavailable', 'http.unavailable', 'A store does not answer; try again shortly.', {
    retryAfter: 5,
    cause,
  });
