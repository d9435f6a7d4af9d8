import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/clock';
import { insertIntoFreeSlot } from '../../../platform/mongo/insert-into-free-slot';
import { Device } from '../../sessions/session';
import { deviceNotFound } from '../factors.errors';
import { digestOfOpaqueToken, issueOpaqueToken } from '../../opaque-token';
import { REMEMBERED_SECONDS, RememberedDevice } from './remembered-device';
import { RememberedDevicesRepository } from './remembered-devices.repository';

const MOST_DEVICES = 10;

/** Devices on which an owner is not asked for the second factor again for thirty days. */
@Injectable()
export class RememberedDevicesService {
  constructor(
    private readonly devices: RememberedDevicesRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns the token that the device shows at its next sign-in; an eleventh device takes the place of the least used */
  async remember(userId: string, { user_agent }: Pick<Device, 'user_agent'>): Promise<string> {
    const token = issueOpaqueToken();
    const now = this.clock.now();
    const device = {
      user_agent,
      token_hash: digestOfOpaqueToken(token),
      created_at: now,
      last_used_at: now,
      expires_at: new Date(now.getTime() + REMEMBERED_SECONDS * 1_000),
    };
    while (!(await this.insert(userId, device))) await this.devices.deleteLeastUsed(userId);
    return token;
  }

  /** Whether this account's owner showed a second factor there in the last thirty days. */
  async isRemembered(userId: string, token: string | undefined): Promise<boolean> {
    if (token === undefined) return false;
    return this.devices.use(userId, digestOfOpaqueToken(token), this.clock.now());
  }

  list(userId: string): Promise<RememberedDevice[]> {
    return this.devices.list(userId, this.clock.now());
  }

  /** @throws DomainError `auth.device_not_found` */
  async forget(userId: string, id: string): Promise<void> {
    if (!(await this.devices.delete(userId, id))) throw deviceNotFound();
  }

  forgetAll(userId: string): Promise<void> {
    return this.devices.deleteAll(userId);
  }

  private insert(userId: string, device: Parameters<RememberedDevicesRepository['insertIntoSlot']>[2]) {
    return insertIntoFreeSlot(
      userId,
      MOST_DEVICES,
      () => this.devices.slotsOf(userId),
      (slot) => this.devices.insertIntoSlot(userId, slot, device),
    );
  }
}
