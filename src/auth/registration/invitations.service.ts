import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../common/calendar/day-length';
import { Clock } from '../../common/clock';
import { Page, PageRequest, pageOf } from '../../common/paging/cursor';
import { Environment } from '../../config/environment';
import { NotificationsService } from '../../notifications/notifications.service';
import { insertIntoFreeSlot } from '../../platform/mongo/insert-into-free-slot';
import { normaliseEmail } from '../../users/email-address';
import { emailTaken } from '../../users/users.errors';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { MailedTokens } from '../contacts/mailed-tokens';
import { Invitation } from './invitation';
import { InvitationFilter, InvitationsRepository } from './invitations.repository';
import {
  invalidInvitation,
  invitationNotFound,
  registrationClosed,
  tooManyInvitations,
} from './registration.errors';

export const MOST_INVITATIONS = 1_000;
const LIFE_MS = 7 * DAY_MS;

/** Administrators invite addresses; each invitation opens one account with that address, within seven days. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly tokens: MailedTokens,
    private readonly notifications: NotificationsService,
    private readonly users: UsersService,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
    private readonly environment: Environment,
  ) {}

  /**
   * Invites an address in place of an earlier invitation. Its token goes there by mail.
   * @returns the token too where this installation sends no mail: the administrator hands it over
   * @throws DomainError `auth.registration_closed`, `auth.email_taken`, `auth.too_many_invitations`
   */
  async create(actorId: string, address: string): Promise<Invitation & { token: string | null }> {
    if (this.environment.REGISTRATION === 'closed') throw registrationClosed();
    const email = normaliseEmail(address);
    if (await this.users.credentialsByEmail(address)) throw emailTaken();
    await this.invitations.deleteFor(email);
    const created_at = this.clock.now();
    const mailed = this.environment.SMTP_URL !== undefined;
    const expires_at = new Date(created_at.getTime() + LIFE_MS);
    const wish = { email, invited_by: actorId, mailed, created_at, expires_at };
    const created = await insertIntoFreeSlot(
      'installation',
      MOST_INVITATIONS,
      () => this.invitations.slots(),
      (slot) => this.invitations.insertIntoSlot(slot, wish),
    );
    if (!created) throw tooManyInvitations(MOST_INVITATIONS);
    await this.audit.invited(actorId, created.id);
    if (!mailed) return { ...created, token: this.tokens.tokenOf(created.id) };
    const to = { channel: 'email', address: email } as const;
    await this.notifications.send({ user_id: actorId, kind: 'invitation', to, code_id: created.id });
    return { ...created, token: null };
  }

  /** @throws DomainError `paging.invalid_cursor` */
  async page({ email, invited_by, ...page }: InvitationFilter & PageRequest): Promise<Page<Invitation>> {
    const which = { invited_by, ...(email && { email: normaliseEmail(email) }) };
    return pageOf(await this.invitations.page(this.clock.now(), which, page), page, (row) => row);
  }

  /** @throws DomainError `auth.invitation_not_found` */
  async withdraw(actorId: string, id: string): Promise<void> {
    if (!(await this.invitations.delete(id))) throw invitationNotFound();
    await this.audit.invitationWithdrawn(actorId, id);
  }

  /** @throws DomainError `auth.invalid_invitation` for a token that does not open an account with the address */
  async check(token: string, email: string): Promise<Invitation> {
    const id = this.tokens.idOf(token);
    const found = id && (await this.invitations.find(id, normaliseEmail(email), this.clock.now()));
    if (!found) throw invalidInvitation();
    return found;
  }

  /** @throws DomainError `auth.invalid_invitation` when another was faster */
  async spend({ id, email }: Invitation): Promise<void> {
    if (!(await this.invitations.spend(id, email, this.clock.now()))) throw invalidInvitation();
  }
}
