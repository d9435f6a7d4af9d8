import { Module } from '@nestjs/common';
import { PortfolioController } from './portfolio.controller';
import { PortfolioModule } from './portfolio.module';

@Module({ imports: [PortfolioModule], controllers: [PortfolioController] })
export class PortfolioApiModule {}
