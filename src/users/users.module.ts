import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { announceWrites } from '../platform/records/announced-writes';
import { PasswordStrength } from './password-strength';
import { Passwords } from './passwords';
import { RecentUsers } from './recent-users';
import { RecentUsersModule } from './recent-users.module';
import { UserRecord, UserSchema } from './schemas/user.schema';
import { UserErasures } from './user-erasures';
import { UsersRepository } from './users.repository';
import { UsersService } from './users.service';

@Module({
  imports: [
    RecentUsersModule,
    MongooseModule.forFeatureAsync([
      {
        name: UserRecord.name,
        imports: [RecentUsersModule],
        inject: [RecentUsers],
        useFactory: (recent: RecentUsers) => {
          const schema = UserSchema.clone();
          announceWrites(schema, recent);
          return schema;
        },
      },
    ]),
  ],
  providers: [Passwords, PasswordStrength, UserErasures, UsersRepository, UsersService],
  exports: [Passwords, PasswordStrength, UserErasures, UsersService],
})
export class UsersModule {}
