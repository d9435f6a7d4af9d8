import { Module } from '@nestjs/common';
import { TickFeed } from './tick-feed';
import { TickMetrics } from './tick-metrics';
import { TrackedSymbols } from './tracked-symbols';

/** The fleet's ticks and the list of symbols that need them. */
@Module({ providers: [TickFeed, TickMetrics, TrackedSymbols], exports: [TickFeed, TrackedSymbols] })
export class TicksModule {}
