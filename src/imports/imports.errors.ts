import { DomainError, FieldError } from '../common/errors/domain-error';
import { MOST_IMPORTS } from './import';

export const importNotFound = () =>
  new DomainError('not_found', 'import.not_found', 'The portfolio has no such import.');

export const tooManyImports = () =>
  new DomainError(
    'conflict',
    'import.too_many',
    `A user has at most ${MOST_IMPORTS} imports. Delete some; deleting one that is applied takes its lines out.`,
  );

export const importChanged = () =>
  new DomainError(
    'precondition_failed',
    'import.changed',
    'The import was changed since the version that If-Match names.',
  );

/** @param reason for people */
export const unreadableFile = (reason: string) =>
  new DomainError('unprocessable', 'import.unreadable', reason);

export const importBusy = () =>
  new DomainError('unavailable', 'import.busy', 'Too many files are being read; try again shortly.', {
    retryAfter: 5,
  });

export const importNotReady = (reason: string) => new DomainError('conflict', 'import.not_ready', reason);

export const alreadyApplied = () =>
  new DomainError(
    'conflict',
    'import.already_applied',
    'The import is applied already. Delete it to take its lines out.',
  );

export const previewOutdated = () =>
  new DomainError(
    'conflict',
    'import.preview_outdated',
    'The ledger has changed since the preview, which is made again. Look at it and apply once more.',
  );

export const invalidChoice = (errors: FieldError[]) =>
  new DomainError('unprocessable', 'import.invalid_choice', 'What is chosen does not fit the import.', {
    errors,
  });

export const templateNotFound = () =>
  new DomainError('not_found', 'import.template_not_found', 'You have no such template.');

export const tooManyTemplates = () =>
  new DomainError('conflict', 'import.too_many_templates', 'A user has at most 50 templates.');
