import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Model } from 'mongoose';
import { isDuplicateKey } from '../../platform/mongo/duplicate-key';
import { OidcLink, ProviderIdentity } from './oidc-link';
import { OidcLinkRecord } from './schemas/oidc-link.schema';

type Identity = Pick<ProviderIdentity, 'issuer' | 'subject'>;

@Injectable()
export class OidcLinksRepository {
  constructor(@InjectModel(OidcLinkRecord.name) private readonly model: Model<OidcLinkRecord>) {}

  /** @returns null where the identity opens an account already, or the account has a link to its provider */
  async insert(userId: string, { issuer, subject }: Identity, created_at: Date): Promise<OidcLink | null> {
    try {
      return toOidcLink(
        (await this.model.create({ user_id: userId, issuer, subject, created_at })).toObject(),
      );
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Notes a use of the link of an identity. */
  async use({ issuer, subject }: Identity, last_used_at: Date): Promise<OidcLink | null> {
    const record = await this.model
      .findOneAndUpdate({ issuer, subject }, { $set: { last_used_at } }, { returnDocument: 'after' })
      .lean();
    return record && toOidcLink(record);
  }

  /** Oldest first; there are no more than providers. */
  async list(userId: string): Promise<OidcLink[]> {
    const records = await this.model.find({ user_id: userId }).sort({ created_at: 1, _id: 1 }).lean();
    return records.map(toOidcLink);
  }

  /** @returns whether there was one */
  async delete(userId: string, id: string): Promise<boolean> {
    const { deletedCount } = await this.model.deleteOne({ _id: id, user_id: userId });
    return deletedCount > 0;
  }

  async deleteAll(userId: string): Promise<void> {
    await this.model.deleteMany({ user_id: userId });
  }
}

function toOidcLink({ _id, user_id, issuer, created_at, last_used_at }: OidcLinkRecord): OidcLink {
  return { id: _id.toHexString(), user_id: user_id.toHexString(), issuer, created_at, last_used_at };
}
