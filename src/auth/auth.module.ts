import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { MongooseModule } from '@nestjs/mongoose';
import { NotificationsModule } from '../notifications/notifications.module';
import { UsersModule } from '../users/users.module';
import { Access } from './access';
import { AccessTokens } from './access-tokens';
import { AdminSessions } from './admin-sessions.service';
import { AuthAudit } from './auth.audit';
import { AuthService } from './auth.service';
import { Devices } from './devices';
import { Gate } from './gate';
import { Revocations } from './revocations';
import { SessionSchema, StoredSession } from './schemas/session.schema';
import { SecurityNotices } from './security-notices';
import { SessionStandings } from './session-standings';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';
import { SignInBackoff } from './sign-in-backoff';

@Module({
  imports: [
    JwtModule.register({}),
    MongooseModule.forFeature([{ name: StoredSession.name, schema: SessionSchema }]),
    NotificationsModule,
    UsersModule,
  ],
  providers: [
    Access,
    AccessTokens,
    AdminSessions,
    AuthAudit,
    AuthService,
    Devices,
    Gate,
    Revocations,
    SecurityNotices,
    SessionsRepository,
    SessionsService,
    SessionStandings,
    SignInBackoff,
  ],
  exports: [Access, AdminSessions, AuthService, Devices, Gate, SessionsService],
})
export class AuthModule {}
