import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { AccountAtHand } from './account-at-hand';
import { RecentUsersModule } from './recent-users.module';
import { UsersController } from './users.controller';
import { UsersModule } from './users.module';

@Module({
  imports: [AuditModule, RecentUsersModule, UsersModule],
  controllers: [UsersController],
  providers: [AccountAtHand],
})
export class UsersApiModule {}
