import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { MailOrderRecord } from '../schemas/mail-order.schema';
import { MailOrder } from './mail-order';

@Injectable()
export class MailOrdersRepository {
  constructor(@InjectModel(MailOrderRecord.name) private readonly model: Model<MailOrderRecord>) {}

  async create({ id, kind, email }: MailOrder, ordered_at: Date, expires_at: Date): Promise<void> {
    await this.model.create({ _id: id, kind, email, ordered_at, expires_at });
  }

  async remove(id: string): Promise<void> {
    await this.model.deleteOne({ _id: id });
  }

  async leftBehind(before: Date, limit: number): Promise<MailOrder[]> {
    const records = await this.model
      .find({ ordered_at: mongoose.trusted({ $lt: before }) })
      .sort({ ordered_at: 1 })
      .limit(limit)
      .lean();
    return records.map(({ _id, kind, email }) => ({ id: _id.toHexString(), kind, email }));
  }
}
