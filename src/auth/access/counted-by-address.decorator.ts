import { Throttle } from '@nestjs/throttler';
import { addressOf } from '../../platform/http/limits/request-limits';

/** The route counts addresses, whoever asks: a token proves nothing yet, and accounts would multiply the guesses. */
export const CountedByAddress = () => Throttle({ strict: { getTracker: addressOf } });
