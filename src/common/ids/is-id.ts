import { Matches } from 'class-validator';
import { OBJECT_ID_PATTERN } from './object-id.pipe';

/** Checks an id in a body or a query: 24 hex digits. */
export const IsId = () => Matches(OBJECT_ID_PATTERN, { message: '$property must be 24 hexadecimal digits' });
