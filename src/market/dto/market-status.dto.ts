import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  MARKET_STATES,
  MarketState,
  MarketStatus,
  STATUS_SOURCES,
  StatusSource,
} from '../model/market-status';
import { MissingSymbolDto } from './quote.dto';

@ApiSchema({ name: 'MarketStatus' })
export class MarketStatusDto implements MarketStatus {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({
    enum: MARKET_STATES,
    example: 'open',
    description: '`unknown` where nobody tells: it may be open.',
  })
  state: MarketState;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-03-05T14:30:00.000Z',
    description: 'When the next session begins; null where there is always one, or nobody knows.',
  })
  next_open: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-03-04T21:00:00.000Z',
    description: 'When the session that is held ends, else the next one.',
  })
  next_close: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'America/New_York' })
  time_zone: string | null;

  @ApiProperty({
    enum: STATUS_SOURCES,
    example: 'provider',
    description:
      'Who knows it: the provider of prices, a calendar with holidays and half days, a table of usual hours, or nobody. ' +
      'Sessions after the one that a provider tells follow the calendar or the table.',
  })
  source: StatusSource;
}

@ApiSchema({ name: 'MarketStatusList' })
export class MarketStatusListDto {
  @ApiProperty({ type: [MarketStatusDto] })
  items: MarketStatusDto[];

  @ApiProperty({ type: [MissingSymbolDto], description: 'Symbols that no provider knows.' })
  missing: MissingSymbolDto[];
}
