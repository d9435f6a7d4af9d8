import { Variables } from './load-environment';

/** The environment of this process; nothing outside this folder reads it otherwise. */
export const processVariables: Variables = process.env;
