import { Injectable } from '@nestjs/common';
import { formatDay } from '../../analytics/calendar';
import { toNullable } from '../../analytics/series/columns';
import { ema, rollingVolatility, rsi, sma } from '../../analytics/bars/indicators';
import { AnalyticsDto } from '../dto/analytics.dto';
import { HistoryService } from './history.service';
import { withoutNoise } from '../model/without-noise';

const INDICATORS: Record<string, (closes: Float64Array, period: number) => Float64Array> = {
  sma,
  ema,
  rsi,
  volatility: rollingVolatility,
};

/** Technical indicators over the daily closes of a window. */
@Injectable()
export class IndicatorsService {
  constructor(private readonly history: HistoryService) {}

  /**
   * @param indicators such as `sma:20`, checked before
   * @param userId whose private instruments are known; none are when left out
   * @throws DomainError `market.unknown_symbol`, `market.unavailable`, `market.invalid_range`
   */
  async analyse(
    symbol: string,
    window: { from: string; to: string },
    indicators: string[],
    userId?: string,
  ): Promise<AnalyticsDto> {
    const history = await this.history.bars(symbol, { ...window, interval: '1d' }, userId);
    const { days, close } = history.bars();
    return {
      symbol,
      currency: history.currency,
      source: history.source,
      days: Array.from(days, formatDay),
      closes: Array.from(close),
      indicators: indicators.map((indicator) => {
        const [name = '', period] = indicator.split(':');
        const values = INDICATORS[name]?.(close, Number(period)) ?? new Float64Array();
        return { indicator, values: toNullable(values.map(withoutNoise)) };
      }),
    };
  }
}
