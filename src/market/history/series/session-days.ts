import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock';
import { exchangeHours, isSessionDay } from '../../model/exchange-hours';
import { ProviderBars } from '../../providers/market-data-provider';
import { BarsRepository, SeriesKey } from '../bars/bars.repository';
import { SeriesRepository } from './series.repository';
import { isWorthAsking } from './stored-series';

/** Knows on which days an exchange held sessions, by the bars of all its symbols. */
@Injectable()
export class SessionDays {
  constructor(
    private readonly bars: BarsRepository,
    private readonly series: SeriesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The days whose close an answer owes, ascending: those that it says itself, and late ones inside that it lacks and other
   * symbols of the exchange have. What is priced less than every other day is not expected to have each.
   */
  async owedOf(key: SeriesKey, { bars, covers, owed, exchange }: ProviderBars): Promise<number[]> {
    const last = bars.at(-1);
    if (!last || exchange === null) return owed;
    const hours = exchangeHours(key.symbol);
    const held = new Set(bars.map(({ day }) => day));
    const sessions: number[] = [];
    for (let day = Math.max(covers.from, bars[0]!.day); day < last.day; day++) {
      if (isWorthAsking(day, this.clock.now()) && isSessionDay(hours, day)) sessions.push(day);
    }
    const lacking = sessions.filter((day) => !held.has(day));
    if (lacking.length === 0 || lacking.length > sessions.length / 2) return owed;
    const peers = await this.series.peersOf(key, exchange);
    if (peers.length === 0) return owed;
    const traded = await this.bars.heldDays(peers, key.source, lacking);
    return [...new Set([...owed, ...traded])].sort((a, b) => a - b);
  }
}
