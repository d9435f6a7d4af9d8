import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { formatDay } from '../../analytics/calendar';
import { calendarDayOf } from '../../common/calendar/calendar-day';
import type { Before } from '../../analytics/ledger/plan/market';
import { Clock } from '../../common/clock';
import { validationFailed } from '../../common/errors/http.errors';
import { Turns } from '../../common/turns';
import { Owner } from '../../common/identity/owner';
import { HistoryService } from '../../market/history/history.service';
import { currentPurpose } from '../../market/providers/call-purpose';
import { AnalysesRepository, Question, StoredAnalysis } from './analyses.repository';
import type { Ledger } from '../ledger/ledger';
import { LedgerWriter } from '../ledger/changes/ledger-writer';
import { PortfolioHead } from '../portfolio';
import { portfolioNotFound } from '../../common/identity/portfolio-access';
import { portfolioBusy } from '../portfolio.errors';
import { AnalysisService } from './analysis.service';
import { ANSWER_FORM } from './computing/computed-performance';
import { DefaultWindow } from './default-window';
import { PackedJson } from './computing/packed-json';

/** The part of a portfolio's life that is asked about; see the contract. */
export interface PerformanceWindow {
  from?: string;
  to?: string;
  benchmark?: string;
  risk_free_rate?: number;
  /** id of one account; all when left out */
  account?: string;
  /** charges that the figures are told before */
  before?: Exclude<Before, null>;
}

/** An answer as it is sent. */
export interface PerformanceAnswer {
  /** equal tags mean equal answers */
  tag: string;
  summary: StoredAnalysis['summary'];
  /** whether no price or rate of holdings can come that is missing: a provider may know it that could not be asked */
  isFinal: boolean;
  /** a `Performance` */
  packed: () => Promise<PackedJson>;
}

/** How long an answer with prices still to come is not compared again. */
const UNSETTLED_MS = 60_000;
/** Of one user as many as keep a thread busy while the other waits for the database; one more for whoever comes meanwhile. */
const AT_ONCE = { places: 3, ofOne: 2 };
/** Whoever takes longer waits for a provider. */
const TURN_MS = 250;
const MOST_WAITING = 200;
/** Of one user, so that nobody takes all the places. */
const MOST_WAITING_OF_ONE = 50;
const MOST_REMEMBERED = 1_000;

/** Answers what a portfolio did over a window: from what is stored while nothing changed, else computed and stored. */
@Injectable()
export class PerformanceService {
  /** computations under way, so that the same question asked at once is computed once */
  private readonly running = new Map<string, Promise<StoredAnalysis>>();
  /** what was answered last, by what was asked */
  private readonly last = new LRUCache<string, StoredAnalysis>({ max: MOST_REMEMBERED });
  private readonly turns = new Turns({ ...AT_ONCE, longest: TURN_MS });

  constructor(
    private readonly ledgers: LedgerWriter,
    private readonly analyses: AnalysesRepository,
    private readonly analyst: AnalysisService,
    private readonly history: HistoryService,
    private readonly whole: DefaultWindow,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `portfolio.not_found`, `validation.failed`, `portfolio.busy` */
  async answer(owner: Owner, portfolioId: string, window: PerformanceWindow): Promise<PerformanceAnswer> {
    const { from, to, benchmark, risk_free_rate, account, before } = window;
    const asked = JSON.stringify([portfolioId, from, to, benchmark, risk_free_rate, account, before]);
    const last = this.last.get(asked);
    // What is asked again mostly still holds: one round of reads tells, instead of three in a row.
    const [ledger, state] = await Promise.all([
      this.ledgers.current(owner, portfolioId),
      last && this.history.stateOf(last.price_symbols, owner.userId),
    ]);
    const { portfolio } = ledger;
    const question = await this.questionOf(portfolio, window);
    const analysis =
      last && isAnswerTo(last, portfolio, question) && this.holds(last, state)
        ? last
        : await this.sought(ledger, question);
    this.last.set(asked, analysis);
    return {
      tag: analysis.fingerprint,
      summary: analysis.summary,
      isFinal: analysis.final,
      packed: () => this.packed(ledger, question, analysis),
    };
  }

  private async sought(ledger: Ledger, question: Question): Promise<StoredAnalysis> {
    const { portfolio } = ledger;
    const before = await this.analyses.find(portfolio, question);
    const state = before && (await this.history.stateOf(before.price_symbols, portfolio.user_id));
    if (before && this.holds(before, state ?? undefined)) return before;
    return this.computedOnce(ledger, question, before);
  }

  private async questionOf(portfolio: PortfolioHead, window: PerformanceWindow): Promise<Question> {
    const { from = null, benchmark = null, risk_free_rate = 0, before = null } = window;
    const account = window.account?.toLowerCase() ?? null;
    const to = window.to ?? formatDay(await this.whole.toDay(portfolio));
    if (to > calendarDayOf(this.clock.now())) {
      throw validationFailed([{ field: 'to', message: 'to must not be in the future' }]);
    }
    if (from !== null && from > to) {
      throw validationFailed([{ field: 'from', message: `from must not be after to (${to})` }]);
    }
    return { from, to, benchmark, risk_free_rate, account, before };
  }

  /** Whether the prices behind a stored analysis are still the same. */
  private holds(analysis: StoredAnalysis, state: string | undefined): boolean {
    const { form, settled, compared_at, price_stamp } = analysis;
    const age = this.clock.now().getTime() - compared_at.getTime();
    if (form !== ANSWER_FORM || (!settled && age > UNSETTLED_MS)) return false;
    return state === price_stamp;
  }

  private computedOnce(
    ledger: Ledger,
    question: Question,
    before: StoredAnalysis | null,
  ): Promise<StoredAnalysis> {
    const { portfolio } = ledger;
    // Who waits does not join what is made without hurry: that may be refused prices.
    const key = JSON.stringify([portfolio.id, portfolio.version, question, currentPurpose()]);
    const running = this.running.get(key);
    if (running) return running;
    const { user_id } = portfolio;
    const full = this.turns.waiting >= MOST_WAITING || this.turns.waitingFor(user_id) >= MOST_WAITING_OF_ONE;
    if (full) throw portfolioBusy();
    const starting = this.turns
      .run(() => this.analyst.analyse(ledger, question, before), user_id)
      .finally(() => this.running.delete(key));
    this.running.set(key, starting);
    return starting;
  }

  private async packed(ledger: Ledger, question: Question, analysis: StoredAnalysis): Promise<PackedJson> {
    const { portfolio } = ledger;
    const packed =
      (await this.analyses.answer(portfolio, analysis)) ??
      // Let go as one of too many since it was told.
      (await this.analyses.answer(portfolio, await this.computedOnce(ledger, question, null)));
    if (!packed) throw portfolioNotFound();
    return packed;
  }
}

function isAnswerTo(analysis: StoredAnalysis, { version }: PortfolioHead, question: Question): boolean {
  return (
    analysis.portfolio_version === version &&
    analysis.from === question.from &&
    analysis.to === question.to &&
    analysis.benchmark === question.benchmark &&
    analysis.risk_free_rate === question.risk_free_rate &&
    (analysis.account ?? null) === question.account &&
    (analysis.before ?? null) === question.before
  );
}
