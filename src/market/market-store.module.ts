import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CorporateEventsRepository } from './events/corporate-events.repository';
import { CorporateEventRecord, CorporateEventSchema } from './schemas/corporate-event.schema';
import { InstrumentChangesRepository } from './changes/instrument-changes.repository';
import { InstrumentChangeRecord, InstrumentChangeSchema } from './schemas/instrument-change.schema';
import { BarImporter } from './history/bars/bar-importer';
import { BarsRepository } from './history/bars/bars.repository';
import { InstrumentsRepository } from './search/instruments.repository';
import { QuotesRepository } from './quotes/quotes.repository';
import { InstrumentRecord, InstrumentSchema } from './schemas/instrument.schema';
import { MarketDataRecord, MarketDataSchema } from './schemas/market-data.schema';
import { PriceSeriesRecord, PriceSeriesSchema } from './schemas/price-series.schema';
import { SeriesRepository } from './history/series/series.repository';
import { PrivateInstrumentsRepository } from './private/private-instruments.repository';
import { PrivatePrices } from './private/private-prices';
import { PrivateInstrumentRecord, PrivateInstrumentSchema } from './schemas/private-instrument.schema';

/** What is stored of the market, and all that importing needs. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: MarketDataRecord.name, schema: MarketDataSchema },
      { name: PriceSeriesRecord.name, schema: PriceSeriesSchema },
      { name: InstrumentRecord.name, schema: InstrumentSchema },
      { name: CorporateEventRecord.name, schema: CorporateEventSchema },
      { name: PrivateInstrumentRecord.name, schema: PrivateInstrumentSchema },
      { name: InstrumentChangeRecord.name, schema: InstrumentChangeSchema },
    ]),
  ],
  providers: [
    BarsRepository,
    SeriesRepository,
    QuotesRepository,
    InstrumentsRepository,
    CorporateEventsRepository,
    InstrumentChangesRepository,
    PrivateInstrumentsRepository,
    PrivatePrices,
    BarImporter,
  ],
  exports: [
    MongooseModule,
    BarsRepository,
    SeriesRepository,
    QuotesRepository,
    InstrumentsRepository,
    CorporateEventsRepository,
    InstrumentChangesRepository,
    PrivateInstrumentsRepository,
    PrivatePrices,
    BarImporter,
  ],
})
export class MarketStoreModule {}
