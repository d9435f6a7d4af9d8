import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { oncePer } from '../../../common/once-per';
import { Environment } from '../../../config/environment';
import { currentRequest } from '../../observability/logging/correlation';
import { countedAddress } from './client-address';
import { forwardedAddress } from './forwarded-address';

/** Knows addresses again without storing one. */
@Injectable()
export class AddressDigest {
  /** Once for the log and the audit log of a request. */
  private readonly ofRequests = oncePer((request: IncomingMessage) =>
    this.of('address', countedAddress(forwardedAddress(request, this.environment.TRUST_PROXY))),
  );

  constructor(private readonly environment: Environment) {}

  /** The digest of the address behind the running request; null where there is none, as in jobs. */
  ofRequest(): string | null {
    const request = currentRequest();
    return request ? this.ofRequests(request) : null;
  }

  /** Keyed, because there are few enough addresses to try them all against a plain digest. */
  of(kind: string, text: string): string {
    return createHmac('sha256', this.environment.JWT_SECRET)
      .update(`${kind}:${text}`)
      .digest('base64url')
      .slice(0, 22);
  }
}
