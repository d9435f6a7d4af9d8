import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Clock } from '../../common/clock';
import { Identity } from '../../common/identity/identity';
import { Environment } from '../../config/environment';
import { BoardAccess } from '../../platform/queues/board/board-access';
import { AuthAudit } from '../auth.audit';
import { adminSessionNeeded, superuserOnly } from '../auth.errors';
import { SessionStandings } from '../sessions/session-standings';

const ALGORITHM = 'HS256';
const ISSUER = 'tickfolio';
const AUDIENCE = 'tickfolio-admin';
const LIFETIME_SECONDS = 15 * 60;

interface Claims {
  sub: string;
  sid: string;
  write: boolean;
}

export interface AdminTicket {
  ticket: string;
  expires_at: Date;
}

/**
 * Tickets for the operators' pages, which a browser opens without an Authorization header. They are signed with a key
 * of their own, so that neither they nor access tokens pass for the other, and end with the session they came from.
 */
@Injectable()
export class AdminSessionsService extends BoardAccess {
  private readonly secret: Buffer;

  constructor(
    environment: Environment,
    private readonly jwt: JwtService,
    private readonly standings: SessionStandings,
    private readonly audit: AuthAudit,
    private readonly clock: Clock,
  ) {
    super();
    this.secret = createHmac('sha256', environment.JWT_SECRET).update('admin-session').digest();
  }

  async open({ userId, sessionId }: Identity, write: boolean): Promise<AdminTicket> {
    const iat = this.nowInSeconds();
    const exp = iat + LIFETIME_SECONDS;
    const ticket = this.jwt.sign(
      { iat, exp, iss: ISSUER, aud: AUDIENCE, sub: userId, sid: sessionId, write },
      { algorithm: ALGORITHM, secret: this.secret },
    );
    await this.audit.adminSessionOpened(userId, sessionId, write);
    return { ticket, expires_at: new Date(exp * 1_000) };
  }

  /** @throws DomainError `auth.admin_session_needed`, `auth.session_ended`, `auth.superuser_only` */
  async admit(ticket: string | undefined): Promise<{ write: boolean }> {
    const { sid, sub, write } = this.claimsOf(ticket);
    const { isSuperuser, lacksFactor } = await this.standings.check(sid, sub);
    if (!isSuperuser || lacksFactor) throw superuserOnly();
    return { write };
  }

  private claimsOf(ticket: string | undefined): Claims {
    if (!ticket) throw adminSessionNeeded();
    try {
      return this.jwt.verify<Claims>(ticket, {
        secret: this.secret,
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTimestamp: this.nowInSeconds(),
      });
    } catch {
      throw adminSessionNeeded();
    }
  }

  private nowInSeconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}
