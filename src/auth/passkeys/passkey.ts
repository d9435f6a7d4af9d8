/** A passkey as its owner sees it. */
export interface Passkey {
  id: string;
  user_id: string;
  name: string;
  backed_up: boolean;
  created_at: Date;
  last_used_at: Date | null;
}

/** What checks its signatures. */
export interface PasskeyCredential {
  credential_id: string;
  public_key: string;
  counter: number;
  transports: string[];
}

export type StoredPasskey = Passkey & PasskeyCredential;

/** What a browser gives by `PublicKeyCredential.toJSON()`; the library reads it. */
export type BrowserAnswer = Record<string, unknown>;

/** A question for a browser, which one answer answers. */
export interface PasskeyQuestion {
  challenge_id: string;
  options: object;
}

/** The answer to a question. */
export interface PasskeyAnswer {
  challenge_id: string;
  response: BrowserAnswer;
}
