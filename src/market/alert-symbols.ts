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
    this.alerts.askPricesOf((symbol) => this.priceOf(symbol));
  }

  /** A price that is old because no newer one can be had fires nothing. */
  private async priceOf(symbol: string): Promise<number | undefined> {
    const { items, missing } = await this.quotes.quotes([symbol]);
    if (missing.some(({ reason }) => reason === 'unknown_symbol')) throw unknownSymbol(symbol);
    const current = items.find(({ stale, stale_reason }) => !stale || stale_reason === 'market_closed');
    return current?.close;
  }
}
