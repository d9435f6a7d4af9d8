/** What a registration's answer means where it is confirmed by mail. */
export const BY_MAIL =
  'Without mail the account is open at once (201), and an address that has one is told (`auth.email_taken`). Where the ' +
  'installation sends mail, the answer is 202 for every address, and as fast: a mail holds the token for ' +
  '`register/confirm`, or tells the owner of an address that it has an account. An invitation that was mailed opens ' +
  'the account at once.';
