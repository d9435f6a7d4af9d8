import { Injectable } from '@nestjs/common';
import { parseDay } from '../../analytics/calendar';
import { Clock } from '../../common/clock';
import { HistoryService } from '../../market/history.service';
import { AnalysesRepository, Question, StoredAnalysis } from '../analyses.repository';
import { Portfolio } from '../portfolio';
import { portfolioNotFound } from '../portfolio.errors';
import { PortfoliosRepository } from '../portfolios.repository';
import { Computations } from './computations';
import { ANSWER_FORM, type ComputationOrder } from './computed-performance';
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

  /**
   * Answers a question from today's prices.
   * @param before the stored answer, which is computed again only if they differ
   */
  async analyse(
    portfolio: Portfolio,
    question: Question,
    before: StoredAnalysis | null,
  ): Promise<StoredAnalysis> {
    const now = this.clock.now();
    const order = orderOf(portfolio, question);
    const { prices, stamp } = await this.steadyPrices(order, question, now);
    const seen = {
      price_symbols: prices.symbols,
      price_stamp: stamp,
      settled: prices.complete,
      compared_at: now,
    };
    const { closes, benchmark, missing, sources } = prices;
    const computed = await this.computations.performance({
      ...order,
      closes,
      benchmark: benchmark && { symbol: question.benchmark!, closes: benchmark },
      missing,
      sources,
      computedAt: now.toISOString(),
      known: before?.fingerprint,
    });
    if (!computed) {
      await this.analyses.confirm(portfolio, before!.id, seen);
      return { ...before!, ...seen };
    }
    return this.store(portfolio, question, {
      ...seen,
      ...computed,
      form: ANSWER_FORM,
      answer: Buffer.from(computed.answer),
      computed_at: now,
    });
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
      // A stamp of before the last reading is found old at the next look.
      if (stamp === stampAfter || round === MOST_ROUNDS) return { prices, stamp };
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
    const [exists] = await Promise.all([this.portfolios.exists(portfolio), this.analyses.prune(portfolio)]);
    // Deleted while we computed: nothing may be left hanging.
    if (!exists) {
      await this.analyses.removeAll(portfolio);
      throw portfolioNotFound();
    }
    return stored;
  }
}

type Order = Omit<ComputationOrder, keyof PortfolioPrices | 'computedAt' | 'known'>;

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
