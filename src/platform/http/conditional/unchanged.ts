/** In place of a body that the client has already: it is answered 304 without having been read. */
export class Unchanged {
  /** @param tag the entity tag that its `If-None-Match` named and that still holds */
  constructor(readonly tag: string) {}
}
