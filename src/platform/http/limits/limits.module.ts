import { Global, Module } from '@nestjs/common';
import { AddressDigest } from './address-digest';
import { Counters } from './counters';
import { FleetThrottlerStorage } from './fleet-throttler-storage';
import { LongBodyTurns } from './long-body-turns';

@Global()
@Module({
  providers: [AddressDigest, Counters, FleetThrottlerStorage, LongBodyTurns],
  exports: [AddressDigest, Counters, FleetThrottlerStorage, LongBodyTurns],
})
export class LimitsModule {}
