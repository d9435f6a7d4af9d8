import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { PageRequest } from '../../common/paging/cursor';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { behind, orderOf } from '../../platform/mongo/sorted-page';
import { InvitationRecord } from '../schemas/invitation.schema';
import { Invitation } from './invitation';

export type InvitationFilter = Partial<Pick<Invitation, 'email' | 'invited_by'>>;

@Injectable()
export class InvitationsRepository {
  constructor(@InjectModel(InvitationRecord.name) private readonly model: Model<InvitationRecord>) {}

  async slots(): Promise<string[]> {
    const records = await this.model.find({}, { slot: 1 }).lean();
    return records.map(({ slot }) => slot);
  }

  /** @returns null when another invitation took the slot first */
  async insertIntoSlot(slot: string, invitation: Omit<Invitation, 'id'>): Promise<Invitation | null> {
    try {
      return toInvitation((await this.model.create({ slot, ...invitation })).toObject());
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** One more than `limit` where there is more. */
  async page(now: Date, { email, invited_by }: InvitationFilter, page: PageRequest): Promise<Invitation[]> {
    const which = { ...(email && { email }), ...(invited_by && { invited_by }) };
    const records = await this.model
      .find({ $and: [{ ...which, expires_at: mongoose.trusted({ $gt: now }) }, behind(page)] })
      .sort(orderOf(page))
      .limit(page.limit + 1)
      .lean();
    return records.map(toInvitation);
  }

  async find(id: string, email: string, now: Date): Promise<Invitation | null> {
    const record = await this.model.findOne(open(id, email, now)).lean();
    return record && toInvitation(record);
  }

  /** One atomic step: of many that use the same invitation, one gets it. */
  async spend(id: string, email: string, now: Date): Promise<Invitation | null> {
    const record = await this.model.findOneAndDelete(open(id, email, now)).lean();
    return record && toInvitation(record);
  }

  /** @returns whether there was one */
  async delete(id: string): Promise<boolean> {
    return (await this.model.deleteOne({ _id: id })).deletedCount > 0;
  }

  async deleteFor(email: string): Promise<void> {
    await this.model.deleteMany({ email });
  }
}

const open = (id: string, email: string, now: Date) => ({
  _id: id,
  email,
  expires_at: mongoose.trusted({ $gt: now }),
});

function toInvitation(record: InvitationRecord): Invitation {
  const { _id, email, invited_by, mailed, created_at, expires_at } = record;
  return {
    id: _id.toHexString(),
    email,
    invited_by: invited_by.toHexString(),
    mailed,
    created_at,
    expires_at,
  };
}
