import { IncomingMessage } from 'node:http';
import { Identity } from '../../common/identity/identity';
import { currentCorrelation } from '../../platform/observability/logging/correlation';

declare module 'http' {
  interface IncomingMessage {
    /** why the request has no identity although it brought a token */
    refusal?: Error;
  }
}

/** Notes who asks, for the handler and for the log. */
export function setIdentity(request: IncomingMessage, identity: Identity): void {
  request.identity = identity;
  const correlation = currentCorrelation();
  if (correlation) correlation.user_id = identity.userId;
}
