/** What was asked for on the command line cannot be done; the message is for the person at the keyboard. */
export class CommandRefusedError extends Error {}
