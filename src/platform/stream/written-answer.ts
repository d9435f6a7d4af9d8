/** The answer to an event as JSON, from a gateway that has parts of it written already. */
export class WrittenAnswer {
  constructor(readonly json: string) {}
}
