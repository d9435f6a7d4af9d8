import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Request } from 'express';
import { Environment } from '../config/environment';
import { countedAddress } from '../platform/limits/client-address';
import { Device } from './session';

/** Knows devices and addresses again without storing an address. */
@Injectable()
export class Devices {
  constructor(private readonly environment: Environment) {}

  of(request: Request): Device {
    const user_agent = (request.headers['user-agent'] ?? '').slice(0, 200);
    const address = countedAddress(request.ip);
    return {
      user_agent,
      address_hash: this.digest('address', address),
      device_hash: this.digest('device', `${address} ${user_agent}`),
    };
  }

  /** Keyed, because there are few enough addresses to try them all against a plain digest. */
  private digest(kind: string, text: string): string {
    return createHmac('sha256', this.environment.JWT_SECRET)
      .update(`${kind}:${text}`)
      .digest('base64url')
      .slice(0, 22);
  }
}
