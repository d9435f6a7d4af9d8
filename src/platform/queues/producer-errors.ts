import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';

/**
 * Listens to the connection errors of every feature's producer: BullMQ prints those that nobody hears at each
 * attempt, past the log, while the connection they share reports an outage once.
 */
@Injectable()
export class ProducerErrors implements OnApplicationBootstrap {
  constructor(private readonly providers: DiscoveryService) {}

  onApplicationBootstrap(): void {
    for (const { instance } of this.providers.getProviders() as { instance: unknown }[]) {
      if (instance instanceof Queue) instance.on('error', () => undefined);
    }
  }
}
