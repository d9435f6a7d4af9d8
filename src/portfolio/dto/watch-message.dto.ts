import { Matches } from 'class-validator';
import { OBJECT_ID_PATTERN } from '../../common/ids/object-id.pipe';

/** Payload of `portfolio:watch` and `portfolio:unwatch`. */
export class WatchMessage {
  @Matches(OBJECT_ID_PATTERN, { message: 'portfolio_id must be 24 hexadecimal digits' })
  portfolio_id: string;
}
