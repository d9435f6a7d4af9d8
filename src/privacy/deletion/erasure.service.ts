import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail';
import { Clock } from '../../common/clock';
import { NamedAccount, PersonalDataRooms } from '../../platform/personal-data/personal-data';
import { UserErasure, UserErasures } from '../../users/user-erasures';

const AT_ONCE = 100;
/** Work that was under way when an account was erased has ended by then, and what it left is erased too. */
const AGAIN_AFTER_MS = 10 * 60_000;

/** Erases accounts whose time to come back is over: all that any room keeps of them, twice, and then themselves. */
@Injectable()
export class ErasureService {
  private readonly logger = new Logger(ErasureService.name);

  constructor(
    private readonly erasures: UserErasures,
    private readonly rooms: PersonalDataRooms,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** May run anywhere and as often as it likes; an account that could not be erased is tried again by the next run. */
  async run(): Promise<void> {
    for (const account of await this.erasures.due(this.clock.now(), AT_ONCE)) {
      await this.erase(account).catch((error: unknown) =>
        this.logger.error(`account ${account.id} is not erased yet: ${String(error)}`),
      );
    }
  }

  private async erase(account: UserErasure): Promise<void> {
    const { id, erasing_since } = account;
    if (!erasing_since) {
      const ids = await this.idsOf(id);
      if (await this.erasures.begin(id, ids, this.clock.now())) await this.eraseRooms(account, ids);
      return;
    }
    await this.eraseRooms(account, account.erased_ids);
    if (this.clock.now().getTime() - erasing_since.getTime() < AGAIN_AFTER_MS) return;
    await this.audit.record({
      action: 'user.erased',
      actor_id: id,
      target: { kind: 'user', id },
      user_id: id,
    });
    await this.erasures.finish(id);
    this.logger.log(`account ${id} is erased`);
  }

  private async idsOf(userId: string): Promise<string[]> {
    const ids: string[] = [];
    for (const room of this.rooms.all) ids.push(...((await room.ids?.(userId)) ?? []));
    return ids;
  }

  private async eraseRooms({ id, email, phone }: UserErasure, ids: string[]): Promise<void> {
    const account: NamedAccount = { userId: id, email, phone, ids };
    for (const room of this.rooms.all) await room.erase(account);
  }
}
