import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { UsersController } from './users.controller';
import { UsersModule } from './users.module';

@Module({ imports: [AuditModule, UsersModule], controllers: [UsersController] })
export class UsersApiModule {}
