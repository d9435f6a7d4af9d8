import { Global, Module } from '@nestjs/common';
import { AddressDigest } from './address-digest';
import { Counters } from './counters';
import { FleetThrottlerStorage } from './fleet-throttler-storage';

@Global()
@Module({
  providers: [AddressDigest, Counters, FleetThrottlerStorage],
  exports: [AddressDigest, Counters, FleetThrottlerStorage],
})
export class LimitsModule {}
