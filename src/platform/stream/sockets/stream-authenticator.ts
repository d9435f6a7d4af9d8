import { Identity } from '../../../common/identity/identity';

/** What the `/stream` handshake asks of whoever knows tokens (the auth feature). */
export abstract class StreamAuthenticator {
  /** @throws DomainError with the public code when the access token is not good */
  abstract authenticate(token: unknown): Promise<Identity>;
}
