import { Identity } from '../../../common/identity/identity';

/**
 * What a socket carries, and what is kept of it while its client is away: plain JSON.
 * Features add their own by declaration merging.
 */
export interface SocketState {
  identity: Identity;
  /** what the client had before its connection broke; trusted only once it is seen to be the same user's */
  resumed?: { userId: string; sessionId: string; rooms: string[] };
}
