import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { StreamAuthenticator } from '../platform/stream/stream-authenticator';
import { BoardAccess } from '../platform/queues/board/board-access';
import { UsersModule } from '../users/users.module';
import { Access } from './access';
import { AccessGuard } from './access.guard';
import { AdminSessionController } from './admin-session.controller';
import { AdminSessions } from './admin-sessions.service';
import { AuthController } from './auth.controller';
import { AuthModule } from './auth.module';

@Module({
  imports: [AuthModule, UsersModule],
  controllers: [AdminSessionController, AuthController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: StreamAuthenticator, useExisting: Access },
    { provide: BoardAccess, useExisting: AdminSessions },
  ],
})
export class AuthApiModule {}
