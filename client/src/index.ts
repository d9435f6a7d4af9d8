export { createTickfolioClient } from './client.js';
export type { ClientOptions, TickfolioClient } from './client.js';
export { expectData, TickfolioError } from './problem.js';
export type { Problem } from './problem.js';
export { Session } from './session.js';
export type { Tokens, TokenStore } from './tokens.js';
export type { components, operations, paths } from './schema.js';
