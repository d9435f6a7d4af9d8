import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { parseDay } from '../../analytics/calendar';
import { Clock } from '../../common/clock';
import { isPrivateSymbol } from '../../common/symbols/private-symbol';
import { exchangeHours, lastClosedDay } from '../../market/model/exchange-hours';
import { PortfolioHead, symbolsOf } from '../portfolio';
import { PortfoliosRepository } from '../portfolios.repository';

interface HeldDays {
  readonly symbols: readonly string[];
  readonly lastPurchase: number;
}

const MOST_KEPT = 1_000;

/** The window of a portfolio's whole life. Its lots, which may be tens of thousands, are read once a version. */
@Injectable()
export class DefaultWindow {
  private readonly kept = new LRUCache<string, HeldDays>({ max: MOST_KEPT });

  constructor(
    private readonly portfolios: PortfoliosRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Its last day: the latest closed day of the exchanges that the held symbols trade on, or the latest purchase where
   * that is later, so that a lot bought today is seen. What its owner prices trades on none: beside shares it makes no
   * Sunday of the day whose change is told.
   */
  async toDay(portfolio: PortfolioHead): Promise<number> {
    const key = `${portfolio.id} ${portfolio.version}`;
    const held = this.kept.get(key) ?? (await this.read(portfolio));
    this.kept.set(key, held);
    const now = this.clock.now();
    const closed = held.symbols.map((symbol) => lastClosedDay(exchangeHours(symbol), now));
    return Math.max(...closed, held.lastPurchase);
  }

  private async read(portfolio: PortfolioHead): Promise<HeldDays> {
    const lots = await this.portfolios.heldDays(portfolio);
    const held = symbolsOf({ assets: lots });
    const listed = held.filter((symbol) => !isPrivateSymbol(symbol));
    const symbols = listed.length > 0 ? listed : held;
    const lastDay = lots.reduce((last, { purchase_date: day }) => (day > last ? day : last), LONG_AGO);
    return { symbols: symbols.length > 0 ? symbols : [''], lastPurchase: parseDay(lastDay) };
  }
}

const LONG_AGO = '1970-01-01';
