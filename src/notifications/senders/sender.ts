import { Message } from '../notification';

/** A message on its way out. */
export interface Outgoing {
  /** the same at every attempt, so that a provider can know a repeat */
  delivery_id: string;
  address: string;
  notification: Message;
  /** when an earlier attempt began whose end nobody saw; null if there is none */
  unfinished_since: Date | null;
}

/** Hands messages to a provider. */
export abstract class Sender {
  /**
   * @returns the provider's id of the message
   * @throws RefusedError when trying again is of no use; any other error may pass
   */
  abstract send(message: Outgoing): Promise<string>;
}

/** The provider will not take this message to this address, now or later. The message is for people to read. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}
