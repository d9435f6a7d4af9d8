import { Injectable, OnModuleInit } from '@nestjs/common';
import { AlertsService } from '../notifications/alerts.service';
import { unknownSymbol } from './market.errors';
import { QuotesService } from './quotes.service';

/** An alert on what nobody knows would never fire. Where nobody can be asked now, an alert is accepted. */
@Injectable()
export class AlertSymbols implements OnModuleInit {
  constructor(
    private readonly alerts: AlertsService,
    private readonly quotes: QuotesService,
  ) {}

  onModuleInit(): void {
    this.alerts.checkSymbols((symbol) => this.refuseUnknown(symbol));
  }

  private async refuseUnknown(symbol: string): Promise<void> {
    const { missing } = await this.quotes.quotes([symbol]);
    if (missing.some(({ reason }) => reason === 'unknown_symbol')) throw unknownSymbol(symbol);
  }
}
