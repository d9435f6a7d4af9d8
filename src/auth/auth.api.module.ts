import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { StreamAuthenticator } from '../platform/stream/stream-authenticator';
import { UsersModule } from '../users/users.module';
import { Access } from './access';
import { AccessGuard } from './access.guard';
import { AuthController } from './auth.controller';
import { AuthModule } from './auth.module';

@Module({
  imports: [AuthModule, UsersModule],
  controllers: [AuthController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: StreamAuthenticator, useExisting: Access },
  ],
})
export class AuthApiModule {}
