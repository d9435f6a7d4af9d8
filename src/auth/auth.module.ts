import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/users.module';
import { Access } from './access';
import { AccessTokens } from './access-tokens';
import { AdminSessions } from './admin-sessions.service';
import { AuthAudit } from './auth.audit';
import { AuthService } from './auth.service';
import { Devices } from './devices';
import { Gate } from './gate';
import { Passwords } from './passwords';
import { Revocations } from './revocations';
import { SessionSchema, StoredSession } from './schemas/session.schema';
import { SessionStandings } from './session-standings';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';

@Module({
  imports: [
    JwtModule.register({}),
    MongooseModule.forFeature([{ name: StoredSession.name, schema: SessionSchema }]),
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
    Passwords,
    Revocations,
    SessionsRepository,
    SessionsService,
    SessionStandings,
  ],
  exports: [Access, AdminSessions, AuthService, Devices, Gate, Passwords, SessionsService],
})
export class AuthModule {}
