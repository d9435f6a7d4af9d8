import { DomainError } from '../../common/errors/domain-error';

export const storageFull = () =>
  new DomainError(
    'conflict',
    'storage.full',
    'Your reports and imports take up what an account may store; delete some of them first.',
  );
