import { Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment';
import { PersonalDataRooms } from '../personal-data/personal-data';
import { AccountQuotas } from './account-quotas';
import { storageFull } from './quotas.errors';

const MEBIBYTE = 1_048_576;

/** How many bytes of files an account stores in all rooms together, `STORAGE_QUOTA_MB` at most. */
@Injectable()
export class StorageQuota {
  constructor(
    private readonly environment: Environment,
    private readonly rooms: PersonalDataRooms,
    private readonly quotas: AccountQuotas,
  ) {}

  /**
   * For work whose file is made later.
   * @throws DomainError `storage.full`
   */
  async refuseFull(userId: string): Promise<void> {
    if ((await this.stored(userId)) >= this.most) throw storageFull();
  }

  /**
   * @param bytes how many `write` stores
   * @throws DomainError `storage.full`
   */
  adding<T>(userId: string, bytes: number, write: () => Promise<T>): Promise<T> {
    const stored = () => this.stored(userId);
    const quota = { kind: 'bytes', most: this.most, stored, full: storageFull, busy: storageFull };
    return this.quotas.within(quota, userId, bytes, write);
  }

  private get most(): number {
    return this.environment.STORAGE_QUOTA_MB * MEBIBYTE;
  }

  private async stored(userId: string): Promise<number> {
    let sum = 0;
    for (const room of this.rooms.all) sum += (await room.storedBytes?.(userId)) ?? 0;
    return sum;
  }
}
