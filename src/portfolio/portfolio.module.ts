import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PortfoliosRepository } from './portfolios.repository';
import { PortfoliosService } from './portfolios.service';
import { PortfolioRecord, PortfolioSchema } from './schemas/portfolio.schema';

@Module({
  imports: [MongooseModule.forFeature([{ name: PortfolioRecord.name, schema: PortfolioSchema }])],
  providers: [PortfoliosRepository, PortfoliosService],
  exports: [PortfoliosService],
})
export class PortfolioModule {}
