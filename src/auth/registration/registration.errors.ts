import { DomainError } from '../../common/errors/domain-error';

export const registrationClosed = () =>
  new DomainError('forbidden', 'auth.registration_closed', 'This installation takes no new accounts.');

export const invitationNeeded = () =>
  new DomainError(
    'forbidden',
    'auth.invitation_needed',
    'An account is opened here with an invitation of an administrator only.',
  );

export const invalidInvitation = () =>
  new DomainError(
    'invalid',
    'auth.invalid_invitation',
    'The invitation is not for this address, was used or withdrawn, or has ended.',
    { errors: [{ field: 'invitation', message: 'invitation is not good for this address' }] },
  );

export const invitationNotFound = () =>
  new DomainError('not_found', 'auth.invitation_not_found', 'There is no such invitation.');

export const tooManyInvitations = (most: number) =>
  new DomainError(
    'conflict',
    'auth.too_many_invitations',
    `There are at most ${most} open invitations; withdraw one first.`,
  );
