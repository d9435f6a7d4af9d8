import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Passwords } from './passwords';
import { StoredUser, UserSchema } from './schemas/user.schema';
import { UsersRepository } from './users.repository';
import { UsersService } from './users.service';

@Module({
  imports: [MongooseModule.forFeature([{ name: StoredUser.name, schema: UserSchema }])],
  providers: [Passwords, UsersRepository, UsersService],
  exports: [Passwords, UsersService],
})
export class UsersModule {}
