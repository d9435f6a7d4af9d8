import { Logger } from '@nestjs/common';
import { AlertsService } from '../notifications/alerts.service';
import { Quote } from './quote';

/** Holds prices that came in against the alerts. Does not reject: what fails is made up for by the next prices. */
export async function fireAlerts(alerts: AlertsService, quotes: Quote[], logger: Logger): Promise<void> {
  try {
    await alerts.evaluate(quotes.map(({ symbol, close }) => ({ symbol, price: close })));
  } catch (error) {
    logger.warn(`alerts wait for the next refresh: ${String(error)}`);
  }
}
