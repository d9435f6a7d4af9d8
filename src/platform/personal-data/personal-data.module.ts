import { Global, Module } from '@nestjs/common';
import { PersonalDataRooms } from './personal-data';
import { RedisPersonalData } from './redis-personal-data';

@Global()
@Module({ providers: [PersonalDataRooms, RedisPersonalData], exports: [PersonalDataRooms] })
export class PersonalDataModule {}
