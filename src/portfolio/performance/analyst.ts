import { Injectable } from '@nestjs/common';
import { parseDay } from '../../analytics/calendar';
import { Clock } from '../../common/clock';
import { HistoryService } from '../../market/history.service';
import { AnalysesRepository, Question, StoredAnalysis } from '../analyses.repository';
import { Portfolio } from '../portfolio';
import { portfolioNotFound } from '../portfolio.errors';
import { PortfoliosRepository } from '../portfolios.repository';
import type { PerformanceOrder } from './compute-performance';
import { Computations } from './computations';
import { fingerprintOf } from './fingerprint';
import { PortfolioPrices, PriceHistory } from './price-history';
import { queryOf } from './question';

/** Prices that change faster than they can be read are taken as they are. */
const MOST_ROUNDS = 3;

/** Makes analyses: loads prices, computes, stores. */
@Injectable()
export class Analyst {
  constructor(
    private readonly portfolios: PortfoliosRepository,
    private readonly analyses: AnalysesRepository,
    private readonly prices: PriceHistory,
    private readonly history: HistoryService,
    private readonly computations: Computations,
    private readonly clock: Clock,
  ) {}

  /** Answers a question from today's prices; what is stored already is computed again only if they differ. */
  async analyse(portfolio: Portfolio, question: Question): Promise<StoredAnalysis> {
    const now = this.clock.now();
    const order = orderOf(portfolio, question);
    const before = await this.analyses.find(portfolio, question);
    const { prices, stamp } = await this.steadyPrices(order, question, now);
    const seen = {
      price_symbols: prices.symbols,
      price_stamp: stamp,
      settled: prices.complete,
      compared_at: now,
    };
    const fingerprint = fingerprintOf([order, question], prices);
    if (before?.fingerprint === fingerprint) {
      await this.analyses.confirm(portfolio, before.id, seen);
      return { ...before, ...seen };
    }
    const { json, ...told } = await this.computations.performance({
      ...order,
      ...prices,
      benchmark: prices.benchmark && { symbol: question.benchmark!, series: prices.benchmark },
      computedAt: now.toISOString(),
    });
    const answer = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
    const content = { ...seen, ...told, fingerprint, answer, computed_at: now };
    return this.store(portfolio, question, content);
  }

  /**
   * Prices together with the stamp of the state they were read in. Reading may bring in new prices, and others write
   * too: only when the stamp is the same before and after does it speak for what was read.
   */
  private async steadyPrices(order: Order, question: Question, now: Date) {
    let stamp = await this.history.stateOf([
      ...order.lots.map(({ symbol }) => symbol),
      ...(question.benchmark === null ? [] : [question.benchmark]),
    ]);
    for (let round = 1; ; round++) {
      const prices = await this.pricesFor(order, question, now);
      const stampAfter = await this.history.stateOf(prices.symbols);
      if (stamp === stampAfter || round === MOST_ROUNDS) return { prices, stamp: stampAfter };
      stamp = stampAfter;
    }
  }

  private pricesFor({ lots, currency, fromDay, toDay }: Order, { benchmark }: Question, now: Date) {
    const held = lots.filter(({ purchaseDay }) => purchaseDay <= toDay);
    const firstDay = Math.min(toDay, ...held.map(({ purchaseDay }) => purchaseDay));
    const wanted = {
      lots: held,
      benchmark: benchmark ?? undefined,
      currency,
      fromDay: Math.max(fromDay ?? firstDay, firstDay),
      toDay,
    };
    return this.prices.prices(wanted, now);
  }

  private async store(
    portfolio: Portfolio,
    question: Question,
    content: Parameters<AnalysesRepository['save']>[2],
  ): Promise<StoredAnalysis> {
    const stored = await this.analyses.save(portfolio, question, content);
    // Deleted while we computed: nothing may be left hanging.
    if (!(await this.portfolios.exists(portfolio))) {
      await this.analyses.removeAll(portfolio);
      throw portfolioNotFound();
    }
    return stored;
  }
}

type Order = Omit<PerformanceOrder, keyof PortfolioPrices | 'computedAt'>;

function orderOf({ id, currency, assets }: Portfolio, question: Question): Order {
  return {
    portfolioId: id,
    currency,
    lots: assets.map(({ symbol, quantity, purchase_price, purchase_date }) => ({
      symbol,
      quantity,
      purchasePrice: purchase_price,
      purchaseDay: parseDay(purchase_date),
    })),
    fromDay: question.from === null ? null : parseDay(question.from),
    toDay: parseDay(question.to),
    riskFreeRate: question.risk_free_rate,
    chartQuery: queryOf(question),
  };
}
