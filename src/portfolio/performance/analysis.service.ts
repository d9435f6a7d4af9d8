import { Injectable } from '@nestjs/common';
import { parseDay } from '../../analytics/calendar';
import type { Transaction } from '../../analytics/ledger/model/transaction';
import { Clock } from '../../common/clock';
import { HistoryService } from '../../market/history/history.service';
import { AnalysesRepository, Question, StoredAnalysis } from './analyses.repository';
import { accountNotFound } from '../accounts/accounts.errors';
import type { Ledger } from '../ledger/ledger';
import { LedgerReader } from '../ledger/reading/ledger-reader';
import { PortfolioHead } from '../portfolio';
import { portfolioNotFound } from '../../common/identity/portfolio-access';
import { PortfoliosRepository } from '../portfolios.repository';
import { Computations } from '../threads/computations';
import { ANSWER_FORM, type ComputationOrder } from './computing/computed-performance';
import { firstLineDay, heldSince } from './held-since';
import { lineRatePairs } from './line-rate-pairs';
import { PortfolioPrices, PriceHistory } from './price-history';
import { queryOf } from './performance-query';

/** Prices that change faster than they can be read are taken as they are. */
const MOST_ROUNDS = 3;

/** Makes analyses: loads prices, computes, stores. */
@Injectable()
export class AnalysisService {
  constructor(
    private readonly portfolios: PortfoliosRepository,
    private readonly analyses: AnalysesRepository,
    private readonly prices: PriceHistory,
    private readonly history: HistoryService,
    private readonly reader: LedgerReader,
    private readonly computations: Computations,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers a question from today's prices.
   * @param ledger of the version that is asked about
   * @param before the stored answer, which is computed again only if they differ
   */
  async analyse(ledger: Ledger, question: Question, before: StoredAnalysis | null): Promise<StoredAnalysis> {
    const { portfolio } = ledger;
    const now = this.clock.now();
    const asked = await this.orderOf(ledger, question);
    const { prices, readFrom, stamp, isFresh } = await this.steadyPrices(portfolio, asked, question, now);
    // Prices that a provider just told brought the splits and dividends of their symbols along. What is told of mergers
    // by closes must not be older than the stamp.
    const order =
      isFresh || asked.ledger.lines.some(isToldByCloses) ? await this.orderOf(ledger, question) : asked;
    const seen = {
      price_symbols: readFrom,
      price_stamp: stamp,
      settled: prices.complete,
      final: prices.final,
      compared_at: now,
    };
    const { closes, benchmark, missing, sources, ratesUsed } = prices;
    const computed = await this.computations.performance({
      ...order,
      closes,
      benchmark: benchmark && { symbol: question.benchmark!, closes: benchmark },
      missing,
      sources,
      ratesUsed,
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
   * too: only when the stamp is the same before and after does it speak for what was read. First what was known a moment
   * ago is taken, if the database says after it that it still is so.
   */
  private async steadyPrices({ user_id }: PortfolioHead, order: Order, question: Question, now: Date) {
    const symbols = [
      ...new Set(heldSince(order.ledger.lines).map(({ symbol }) => symbol)),
      ...(question.benchmark === null ? [] : [question.benchmark]),
    ];
    const pairs = lineRatePairs(order.ledger.lines, order.currency);
    let stamp = await this.history.recentStateOf(symbols, user_id);
    for (let round = 1; ; round++) {
      const prices = await this.pricesFor(user_id, order, question, now, round === 1);
      const readFrom = [...new Set([...prices.symbols, ...pairs])];
      const stampAfter = await this.history.stateOf(readFrom, user_id);
      // A stamp of before the last reading is found old at the next look.
      if (stamp === stampAfter || round === MOST_ROUNDS)
        return { prices, readFrom, stamp, isFresh: round > 1 };
      stamp = stampAfter;
    }
  }

  private pricesFor(
    userId: string,
    { ledger, currency, fromDay, toDay }: Order,
    { benchmark }: Question,
    now: Date,
    recent: boolean,
  ) {
    const held = heldSince(ledger.lines).filter(({ purchaseDay }) => purchaseDay <= toDay);
    const firstDay = Math.min(toDay, ...held.map(({ purchaseDay }) => purchaseDay));
    const opened = Math.min(toDay, firstLineDay(ledger.lines));
    const wanted = {
      userId,
      lots: held,
      benchmark:
        benchmark === null ? undefined : { symbol: benchmark, fromDay: Math.max(fromDay ?? opened, opened) },
      currency,
      fromDay: Math.max(fromDay ?? firstDay, firstDay),
      toDay,
      recent,
    };
    return this.prices.prices(wanted, now);
  }

  private async orderOf(ledger: Ledger, question: Question): Promise<Order> {
    const { id, currency } = ledger.portfolio;
    const toDay = parseDay(question.to);
    const read = await this.reader.readAt(ledger);
    if (question.account !== null && !read.accounts.some((one) => one.id === question.account)) {
      throw accountNotFound();
    }
    return {
      portfolioId: id,
      currency,
      ledger: this.reader.orderOf(read, toDay),
      account: question.account,
      before: question.before,
      fromDay: question.from === null ? null : parseDay(question.from),
      toDay,
      riskFreeRate: question.risk_free_rate,
      chartQuery: queryOf(question),
    };
  }

  private async store(
    portfolio: PortfolioHead,
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

function isToldByCloses(line: Transaction): boolean {
  return line.type === 'merger' && line.intoWorth !== undefined;
}

type Order = Omit<ComputationOrder, keyof PortfolioPrices | 'computedAt' | 'known'>;
