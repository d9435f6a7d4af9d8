import { DomainError } from '../common/errors/domain-error';

/** @param parts that are down, each with what is wrong, in words that tell strangers nothing of our stores */
export const notReady = (parts: string[] = []) =>
  new DomainError('unavailable', 'health.not_ready', `Not ready: ${parts.join(', ')}.`, { retryAfter: 1 });
