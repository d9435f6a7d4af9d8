import { Global, Module } from '@nestjs/common';
import { Counters } from './counters';

@Global()
@Module({ providers: [Counters], exports: [Counters] })
export class LimitsModule {}
