import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { NamedAccount, PersonalData, PersonalDataRooms } from '../platform/personal-data/personal-data';
import { collectionsOf, eraseUnderUserId, Kept } from '../platform/personal-data/under-user-id';
import { PortfoliosService } from './portfolios.service';
import { AccountRecord } from './schemas/account.schema';
import { LedgerChangeRecord } from './schemas/ledger-change.schema';
import { PortfolioAnalysisRecord } from './schemas/portfolio-analysis.schema';
import { PortfolioRecord } from './schemas/portfolio.schema';
import { PortfolioRemovalRecord } from './schemas/portfolio-removal.schema';
import { TransactionRecord } from './schemas/transaction.schema';
import { YearLockRecord } from './schemas/year-lock.schema';
import { asOwner } from '../common/identity/owner';

/** The portfolios of an account and all that hangs on them; the room of imports writes them into the archive. */
@Injectable()
export class PortfolioPersonalData implements PersonalData {
  readonly collections: string[];
  private readonly ofUser: Kept[];

  constructor(
    @InjectModel(PortfolioRecord.name) private readonly stored: Model<PortfolioRecord>,
    @InjectModel(PortfolioAnalysisRecord.name) private readonly analyses: Model<PortfolioAnalysisRecord>,
    @InjectModel(TransactionRecord.name) transactions: Model<TransactionRecord>,
    @InjectModel(AccountRecord.name) accounts: Model<AccountRecord>,
    @InjectModel(YearLockRecord.name) locks: Model<YearLockRecord>,
    @InjectModel(LedgerChangeRecord.name) changes: Model<LedgerChangeRecord>,
    @InjectModel(PortfolioRemovalRecord.name) removals: Model<PortfolioRemovalRecord>,
    private readonly portfolios: PortfoliosService,
    rooms: PersonalDataRooms,
  ) {
    this.ofUser = [stored, transactions, accounts, locks, changes, removals];
    this.collections = collectionsOf(...this.ofUser, analyses);
    rooms.add(this);
  }

  async ids(userId: string): Promise<string[]> {
    const records = await this.stored.find({ user_id: userId }, { _id: 1 }).lean();
    return records.map(({ _id }) => _id.toHexString());
  }

  /** One by one first, so that symbols are let go and rooms above hear of it; then what a crash left of others. */
  async erase(account: NamedAccount): Promise<void> {
    const owner = asOwner(account.userId);
    for (const id of await this.ids(account.userId)) await this.portfolios.delete(owner, id);
    await eraseUnderUserId(account, ...this.ofUser);
    await this.analyses.deleteMany({ portfolio_id: mongoose.trusted({ $in: [...account.ids] }) });
  }
}
