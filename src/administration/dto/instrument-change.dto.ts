import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsCalendarDay } from '../../common/calendar/calendar-day';
import { IsListedSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import {
  INSTRUMENT_CHANGES,
  InstrumentChange,
  InstrumentChangeKind,
} from '../../market/changes/instrument-change';

@ApiSchema({ name: 'ChangeInstrument' })
export class ChangeInstrumentDto {
  @ApiProperty({ enum: INSTRUMENT_CHANGES, enumName: 'InstrumentChangeKind', example: 'renamed' })
  @IsIn(INSTRUMENT_CHANGES)
  kind: InstrumentChangeKind;

  @ApiPropertyOptional({
    example: 'META',
    description: 'The symbol that it has now, or that it is told by; needed but for `delisted`.',
  })
  @IfGiven()
  @IsListedSymbol()
  into?: string;

  @ApiPropertyOptional({
    format: 'date',
    example: '2022-06-09',
    description: 'The first day of which it holds: a later one is waited for. Today when left out.',
  })
  @IfGiven()
  @IsCalendarDay()
  since?: string;
}

@ApiSchema({ name: 'InstrumentChange' })
export class InstrumentChangeDto {
  @ApiProperty({ example: 'FB' })
  symbol: string;

  @ApiProperty({ enum: INSTRUMENT_CHANGES, enumName: 'InstrumentChangeKind', example: 'renamed' })
  kind: InstrumentChangeKind;

  @ApiProperty({ type: String, nullable: true, example: 'META' })
  into: string | null;

  @ApiProperty({ format: 'date', example: '2022-06-09' })
  since: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-01-31T09:30:00.000Z' })
  created_at: Date;

  static of({ symbol, kind, into, since, created_at }: InstrumentChange): InstrumentChangeDto {
    return { symbol, kind, into, since, created_at };
  }
}

@ApiSchema({ name: 'InstrumentChangePage' })
export class InstrumentChangePageDto {
  @ApiProperty({ type: [InstrumentChangeDto] })
  items: InstrumentChangeDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
