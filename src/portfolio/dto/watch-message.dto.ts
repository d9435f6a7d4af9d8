import { IsBoolean } from 'class-validator';
import { IsId } from '../../common/ids/is-id';
import { IfGiven } from '../../common/validation/if-given';

/** A whole portfolio, or one account of it, counts as one. */
export const WATCHED_PER_SOCKET = 200;

/** Payload of `portfolio:unwatch`. */
export class NamedPortfolioDto {
  @IsId()
  portfolio_id: string;

  @IfGiven()
  @IsId()
  account?: string;
}

/** Payload of `portfolio:watch`. */
export class WatchMessageDto extends NamedPortfolioDto {
  @IfGiven()
  @IsBoolean()
  holdings?: boolean;
}
