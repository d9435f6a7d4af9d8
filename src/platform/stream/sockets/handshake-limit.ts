import { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Environment } from '../../../config/environment';
import { countedAddress } from '../../http/limits/client-address';
import { Counters } from '../../http/limits/counters';
import { FleetLimit } from '../../http/limits/fleet-limit';
import { forwardedAddress } from '../../http/limits/forwarded-address';

/** How many connections an address may begin within a minute, over the fleet: asked before anything is made for one. */
@Injectable()
export class HandshakeLimit {
  private readonly limit: FleetLimit;
  private readonly proxies: number;

  constructor(counters: Counters, { RATE_LIMIT_PER_MINUTE, TRUST_PROXY }: Environment) {
    this.limit = new FleetLimit(counters, 'handshake', RATE_LIMIT_PER_MINUTE);
    this.proxies = TRUST_PROXY;
  }

  /** Requests of a connection that was let in before are not counted. */
  async admit(request: IncomingMessage): Promise<boolean> {
    if (/[?&]sid=/.test(request.url ?? '')) return true;
    const address = countedAddress(forwardedAddress(request, this.proxies));
    return (await this.limit.take(address)).allowed;
  }
}
