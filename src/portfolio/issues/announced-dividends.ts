import { Injectable } from '@nestjs/common';
import { Rates } from '../../analytics/ledger/plan/rates';
import { isLocked } from '../ledger/changes/check-lines';
import type { LedgerBook } from '../ledger/reading/ledger-books';
import { LedgerRates } from '../ledger/reading/ledger-rates';
import type { AnnouncedDividend } from './announced-dividend';
import { announcedDividends, toBeCompared, withToldLines } from './announced-dividend';

/** The dividends that events announce for a ledger. */
@Injectable()
export class AnnouncedDividends {
  constructor(private readonly rates: LedgerRates) {}

  /** Those after the locked years, each with the lines that tell it. */
  async of(
    { read: { ledger, entries }, figures }: Pick<LedgerBook, 'read' | 'figures'>,
    lockedYear: number | null,
  ): Promise<AnnouncedDividend[]> {
    const { currency } = ledger.portfolio;
    const open = announcedDividends(figures, entries).filter(
      (dividend) => lockedYear === null || !isLocked(dividend, lockedYear),
    );
    const rates = new Rates(currency, await this.rates.of(open.flatMap(toBeCompared), currency));
    return open.map((dividend) => withToldLines(dividend, rates));
  }
}
