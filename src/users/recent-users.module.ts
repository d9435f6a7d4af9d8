import { Module } from '@nestjs/common';
import { RecentUsers } from './recent-users';

/** Apart from `UsersModule`, whose model announces its writes to it. */
@Module({ providers: [RecentUsers], exports: [RecentUsers] })
export class RecentUsersModule {}
