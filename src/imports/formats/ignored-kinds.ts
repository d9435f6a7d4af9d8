import { Ignored, ignored } from './draft';

/** A row of a kind that the format does not read. */
export const unknownKind = (kind: string): Ignored => ignored(`the kind ${kind} is not known`);

export const splitRow: Ignored = ignored('a split; it comes by itself, or enter it by hand');
