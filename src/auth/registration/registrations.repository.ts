import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { Model } from 'mongoose';
import { RegistrationRecord } from '../schemas/registration.schema';

/** What somebody wants an account of, until the address is confirmed. */
export interface PendingRegistration {
  /** becomes the account's */
  id: string;
  email: string;
  hashed_password: string;
  full_name: string;
}

@Injectable()
export class RegistrationsRepository {
  constructor(@InjectModel(RegistrationRecord.name) private readonly model: Model<RegistrationRecord>) {}

  async create(registration: Omit<PendingRegistration, 'id'>, expires_at: Date): Promise<string> {
    const { _id } = await this.model.create({ ...registration, expires_at });
    return _id.toHexString();
  }

  async find(id: string, now: Date): Promise<PendingRegistration | null> {
    const record = await this.model.findOne(pending(id, now)).lean();
    return record && toRegistration(record);
  }

  /** One atomic step: of many that confirm the same registration, one gets it. */
  async spend(id: string, now: Date): Promise<PendingRegistration | null> {
    const record = await this.model.findOneAndDelete(pending(id, now)).lean();
    return record && toRegistration(record);
  }
}

const pending = (id: string, now: Date) => ({ _id: id, expires_at: mongoose.trusted({ $gt: now }) });

function toRegistration({ _id, email, hashed_password, full_name }: RegistrationRecord): PendingRegistration {
  return { id: _id.toHexString(), email, hashed_password, full_name };
}
