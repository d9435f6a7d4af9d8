import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { Clock } from '../common/clock';
import { asOwner } from '../common/identity/owner';
import { insertIntoFreeSlot } from '../platform/mongo/insert-into-free-slot';
import { firstChange } from './assets/first-change';
import { AccountLines } from './ledger/changes/account-lines';
import { changedRows } from './ledger/changes/changed-rows';
import { emptyView } from './ledger/changes/ledger-change';
import { LedgerLots } from './ledger/changes/ledger-lots';
import { LedgerWriter } from './ledger/changes/ledger-writer';
import type { WholeLedger } from './ledger/ledger';
import { LedgersRepository } from './ledger/store/ledgers.repository';
import { Portfolio, PortfolioInput } from './portfolio';
import { MOST_PORTFOLIOS, tooManyPortfolios } from './portfolio.errors';
import { PortfolioHoldings, PortfoliosRepository } from './portfolios.repository';

/** The places that an account has for portfolios. */
interface Places {
  /** that are taken */
  readonly slots: readonly string[];
  /** how many there are */
  readonly cap: number;
}

/** Makes portfolios together with their ledgers: the portfolio is stored last, and with it all the rest counts. */
@Injectable()
export class PortfolioCreations {
  constructor(
    private readonly portfolios: PortfoliosRepository,
    private readonly ledgers: LedgersRepository,
    private readonly writer: LedgerWriter,
    private readonly lots: LedgerLots,
    private readonly lines: AccountLines,
    private readonly clock: Clock,
  ) {}

  /**
   * @param givenId of a request that may be repeated, or be under way twice
   * @returns the portfolio, or the one that has the id already
   * @throws DomainError `portfolio.too_many`, `ledger.too_many_lines`, `ledger.busy`
   */
  async create(
    userId: string,
    { name, currency, assets: purchases }: PortfolioInput,
    givenId?: string,
  ): Promise<Portfolio> {
    const id = givenId ?? new Types.ObjectId().toHexString();
    const at = this.clock.now();
    const head = { id, user_id: userId, name, currency, version: 1, created_at: at, updated_at: at };
    const before = { portfolio: { ...head, assets: [] }, revision: 0, lineCount: 0 };
    const change = firstChange(before, purchases);
    const assets = (await this.lots.assetsAfter(emptyView(before), change)) ?? [];
    const ledger = { portfolio: { ...head, assets }, revision: 1, lineCount: purchases.length };
    const published = await this.withinLimits(ledger, (places) =>
      givenId === undefined
        ? this.ledgers.publishNew(ledger, changedRows(change), () => this.insert(ledger, places))
        : this.ledgers.publishBy(ledger, changedRows(change), (own) => this.insert(ledger, places, own)),
    );
    return published?.portfolio ?? this.known(userId, id);
  }

  /** @returns null where there is no place left */
  private withinLimits(
    { portfolio: { user_id }, lineCount }: WholeLedger,
    publish: (places: Places) => Promise<WholeLedger | null>,
  ): Promise<WholeLedger | null> {
    // Read once for both limits: after the claim of lines, if there is one.
    let holdings: PortfolioHoldings | undefined;
    const read = async () => (holdings = await this.portfolios.holdingsOf(user_id));
    const write = async () => {
      const { slots, unslotted } = holdings ?? (await read());
      const cap = MOST_PORTFOLIOS - unslotted;
      return slots.length < cap ? publish({ slots, cap }) : null;
    };
    return this.lines.adding(user_id, lineCount, write, async () => (await read()).lines);
  }

  private async insert(
    ledger: WholeLedger,
    { slots, cap }: Places,
    unsettled?: Types.ObjectId,
  ): Promise<WholeLedger | null> {
    const { user_id } = ledger.portfolio;
    const taken = () => this.portfolios.slotsOf(user_id);
    const into = (slot: string) => this.portfolios.insert(ledger, slot, unsettled);
    const outcome = await insertIntoFreeSlot(user_id, cap, taken, into, slots);
    return outcome === 'stored' ? ledger : null;
  }

  /** @throws DomainError `portfolio.too_many` where there is none */
  private async known(userId: string, id: string): Promise<Portfolio> {
    const owner = asOwner(userId);
    if (!(await this.portfolios.find(owner, id))) throw tooManyPortfolios();
    return (await this.writer.whole(owner, id)).portfolio;
  }
}
