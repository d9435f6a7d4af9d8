import { Environment } from '../../config/environment';

/** Before every key of every queue; the braces keep them in one slot of a Redis Cluster. */
export const prefixOf = ({ namespace }: Environment) => `{${namespace}:jobs}`;
