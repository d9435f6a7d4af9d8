import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { BarImporter } from './bar-importer';
import { BarsRepository } from './bars.repository';
import { InstrumentsRepository } from './instruments.repository';
import { QuotesRepository } from './quotes.repository';
import { InstrumentDocument, InstrumentSchema } from './schemas/instrument.schema';
import { MarketDataDocument, MarketDataSchema } from './schemas/market-data.schema';
import { PriceSeriesDocument, PriceSeriesSchema } from './schemas/price-series.schema';
import { SeriesRepository } from './series.repository';

/** What is stored of the market, and all that importing needs. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: MarketDataDocument.name, schema: MarketDataSchema },
      { name: PriceSeriesDocument.name, schema: PriceSeriesSchema },
      { name: InstrumentDocument.name, schema: InstrumentSchema },
    ]),
  ],
  providers: [BarsRepository, SeriesRepository, QuotesRepository, InstrumentsRepository, BarImporter],
  exports: [
    MongooseModule,
    BarsRepository,
    SeriesRepository,
    QuotesRepository,
    InstrumentsRepository,
    BarImporter,
  ],
})
export class MarketStoreModule {}
