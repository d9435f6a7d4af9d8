import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatDay } from '../../analytics/calendar';
import type { CorporateEvent } from '../../analytics/ledger/model/corporate-event';
import { ASSET_CLASSES } from '../instruments/asset-class';
import type { AssetClass } from '../instruments/asset-class';

const TOLD = { type: String, nullable: true } as const;

@ApiSchema({ name: 'InstrumentSplit' })
export class InstrumentSplitDto {
  @ApiProperty({ example: '2020-08-31', format: 'date', description: 'The first day of the new shares.' })
  ex_date: string;

  @ApiProperty({ example: 4, description: 'Shares after it …' })
  numerator: number;

  @ApiProperty({ example: 1, description: '… for so many before.' })
  denominator: number;
}

@ApiSchema({ name: 'InstrumentDividend' })
export class InstrumentDividendDto {
  @ApiProperty({ example: '2024-11-08', format: 'date' })
  ex_date: string;

  @ApiProperty({ example: 0.25, description: 'For one share as it traded on the day.' })
  amount: number;

  @ApiProperty({ example: 'USD' })
  currency: string;
}

@ApiSchema({ name: 'InstrumentProfile', description: 'What is not told is null.' })
export class InstrumentProfileDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: 'Apple Inc.' })
  name: string;

  @ApiProperty({ example: 'equity', description: 'As the source names it.' })
  type: string;

  @ApiProperty({ enum: ASSET_CLASSES, example: 'equity' })
  asset_class: AssetClass;

  @ApiProperty({ ...TOLD, example: 'NASDAQ' })
  exchange: string | null;

  @ApiProperty({ ...TOLD, example: 'USD', description: 'As the exchange quotes it.' })
  currency: string | null;

  @ApiProperty({
    ...TOLD,
    example: 'US0378331005',
    description:
      'Known once a search for it, such as that of an import, has found the instrument at Yahoo Finance.',
  })
  isin: string | null;

  @ApiProperty({ ...TOLD, example: 'Technology' })
  sector: string | null;

  @ApiProperty({ ...TOLD, example: 'Consumer Electronics' })
  industry: string | null;

  @ApiProperty({ ...TOLD, example: 'US', description: 'ISO 3166-1 alpha-2.' })
  country: string | null;

  @ApiProperty({ ...TOLD, format: 'uri', example: null })
  logo_url: string | null;

  @ApiProperty({ example: 'yahoo-finance' })
  source: string;

  @ApiProperty({
    example: 'AAPL',
    description:
      'Its present symbol, where an administrator said that it was renamed or merged; else its own.',
  })
  current_symbol: string;

  @ApiProperty({
    ...TOLD,
    format: 'date',
    example: null,
    description: 'Since when it is traded no more, where an administrator said so.',
  })
  delisted_since: string | null;

  @ApiProperty({ type: [InstrumentSplitDto], description: 'Ascending; those that came with its history.' })
  splits: InstrumentSplitDto[];

  @ApiProperty({ type: [InstrumentDividendDto], description: 'Ascending; those that came with its history.' })
  dividends: InstrumentDividendDto[];
}

/** Splits and dividends of one instrument as they are answered. */
export function shownEvents(
  events: readonly CorporateEvent[],
): Pick<InstrumentProfileDto, 'splits' | 'dividends'> {
  return {
    splits: events.flatMap((event) =>
      event.kind === 'split'
        ? [{ ex_date: formatDay(event.exDay), numerator: event.numerator, denominator: event.denominator }]
        : [],
    ),
    dividends: events.flatMap((event) =>
      event.kind === 'dividend'
        ? [{ ex_date: formatDay(event.exDay), amount: Number(event.amount), currency: event.currency }]
        : [],
    ),
  };
}
