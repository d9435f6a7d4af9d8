import { Identity } from './identity';

/**
 * On whose behalf a store is asked: every repository takes it, so that a forgotten check is a type error.
 * A superuser sees all.
 */
export type Owner = Pick<Identity, 'userId' | 'isSuperuser'>;

/** What runs without a request acts as the owner alone. */
export function asOwner(userId: string): Owner {
  return { userId, isSuperuser: false };
}

/** The part of a filter that keeps others' documents out. */
export function ownedBy({ userId, isSuperuser }: Owner): { user_id?: string } {
  return isSuperuser ? {} : { user_id: userId };
}
