import type { Source } from '../files/source';
import { binance } from './binance.format';
import { coinbase } from './coinbase.format';
import { degiroAccount, degiroTransactions } from './degiro.format';
import { etoro } from './etoro.format';
import { fidelity } from './fidelity.format';
import { GenericCsvFormat } from './generic-csv.format';
import { ghostfolioCsv, GhostfolioJsonFormat } from './ghostfolio.format';
import { IbActivityFormat } from './ib-activity.format';
import { IbFlexFormat } from './ib-flex.format';
import type { ImportFormat } from './import-format';
import { krakenLedgers, krakenTrades } from './kraken.format';
import { OfxFormat } from './ofx.format';
import { portfolioPerformanceCsv } from './portfolio-performance-csv.format';
import { PortfolioPerformanceXmlFormat } from './portfolio-performance-xml.format';
import { QifFormat } from './qif.format';
import { revolut } from './revolut.format';
import { robinhood } from './robinhood.format';
import { schwab } from './schwab.format';
import { tickfolioCsv } from './tickfolio-csv.format';
import { TickfolioJsonFormat } from './tickfolio-json.format';
import { trading212 } from './trading-212.format';
import { vanguard } from './vanguard.format';
import { wealthfolio } from './wealthfolio.format';

/** Every format that is read. Order breaks ties of how sure they are. */
export const FORMATS: readonly ImportFormat[] = [
  tickfolioCsv,
  new TickfolioJsonFormat(),
  new GhostfolioJsonFormat(),
  ghostfolioCsv,
  portfolioPerformanceCsv,
  new PortfolioPerformanceXmlFormat(),
  wealthfolio,
  new IbFlexFormat(),
  new IbActivityFormat(),
  trading212,
  degiroTransactions,
  degiroAccount,
  schwab,
  fidelity,
  vanguard,
  robinhood,
  revolut,
  etoro,
  coinbase,
  krakenTrades,
  krakenLedgers,
  binance,
  new OfxFormat(),
  new QifFormat(),
  new GenericCsvFormat(),
];

export const FORMAT_NAMES: readonly string[] = FORMATS.map(({ name }) => name);

/** The format that is surest of a file; null where none knows it. */
export function recognised(source: Source): { format: ImportFormat; confidence: number } | null {
  let best: { format: ImportFormat; confidence: number } | null = null;
  for (const format of FORMATS) {
    const confidence = format.recognise(source);
    if (confidence > (best?.confidence ?? 0)) best = { format, confidence };
  }
  return best;
}
