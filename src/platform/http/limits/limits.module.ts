import { Global, Module } from '@nestjs/common';
import { AddressDigest } from './address-digest';
import { Counters } from './counters';
import { FleetThrottlerStorage } from './fleet-throttler-storage';
import { RefusedRequests } from './refused-requests';

@Global()
@Module({
  providers: [AddressDigest, Counters, FleetThrottlerStorage, RefusedRequests],
  exports: [AddressDigest, Counters, FleetThrottlerStorage, RefusedRequests],
})
export class LimitsModule {}
