export { createTickfolioClient } from './client.js';
export type { ClientOptions, TickfolioClient } from './client.js';
export { connectEvents } from './event-source.js';
export type {
  EventSnapshot,
  EventSourceEvents,
  EventSourceOptions,
  EventSourceStream,
} from './event-source.js';
export type {
  Download,
  Helpers,
  ItemOf,
  ListPath,
  PerformanceField,
  PerformanceParts,
  Upload,
} from './helpers.js';
export { expectData, TickfolioError } from './problem.js';
export type { Problem } from './problem.js';
export { problemCodes } from './problem-codes.js';
export type { ProblemCode } from './problem-codes.js';
export type { RetryOptions } from './retry.js';
export { Session } from './session.js';
export type { FactorLogin, LoginResult } from './session.js';
export type { SessionListener, SessionReason } from './session-changes.js';
export { tokensInCookie, tokensInLocalStorage, tokensInMemory } from './tokens.js';
export type { CookieAccess, Tokens, TokenStore } from './tokens.js';
export type { components, operations, paths } from './schema.js';
