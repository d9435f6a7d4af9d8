import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { NotificationsService } from '../../notifications/notifications.service';
import { UsersService } from '../../users/users.service';

/** Mails what a registration's answer does not tell: to confirm it, or that the address has an account already. */
@Injectable()
export class RegistrationMails {
  constructor(
    private readonly users: UsersService,
    private readonly notifications: NotificationsService,
    private readonly clock: Clock,
  ) {}

  /** May be repeated: a registration is told once, and a holder once a day. */
  async send({ id, email }: { id: string; email: string }): Promise<void> {
    const holder = await this.users.credentialsByEmail(email);
    if (!holder) {
      const to = { channel: 'email', address: email } as const;
      await this.notifications.send({ user_id: id, kind: 'confirm_registration', to, code_id: id });
    } else if (holder.is_active) {
      const to = { channel: 'email', address: holder.email } as const;
      const code_id = this.onceADay(holder.id);
      await this.notifications.send({ user_id: holder.id, kind: 'address_taken', to, code_id });
    }
  }

  /** Names one message a day, so that nobody is flooded by others' registrations. */
  private onceADay(userId: string): string {
    const day = this.clock.now().toISOString().slice(0, 10);
    return createHash('sha256').update(`address-taken:${userId}:${day}`).digest('hex').slice(0, 24);
  }
}
