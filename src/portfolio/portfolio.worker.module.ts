import { Module } from '@nestjs/common';
import { AnalysisProcessor } from './performance/analysis.processor';
import { PortfolioModule } from './portfolio.module';

@Module({ imports: [PortfolioModule], providers: [AnalysisProcessor] })
export class PortfolioWorkerModule {}
