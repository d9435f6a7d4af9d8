import { Injectable } from '@nestjs/common';
import { Request } from 'express';
import { AddressDigest } from '../../platform/http/limits/address-digest';
import { countedAddress } from '../../platform/http/limits/client-address';
import { Device } from '../sessions/session';

/** Knows devices and addresses again without storing an address. */
@Injectable()
export class Devices {
  constructor(private readonly digests: AddressDigest) {}

  of(request: Request): Device {
    const user_agent = (request.headers['user-agent'] ?? '').slice(0, 200);
    const address = countedAddress(request.ip);
    return {
      user_agent,
      address_hash: this.digests.of('address', address),
      device_hash: this.digests.of('device', `${address} ${user_agent}`),
    };
  }
}
