import type { Source } from '../files/source';
import { binance } from './brokers/binance.format';
import { coinbase } from './brokers/coinbase.format';
import { degiroAccount, degiroTransactions } from './brokers/degiro.format';
import { etoro } from './brokers/etoro.format';
import { fidelity } from './brokers/fidelity.format';
import { GenericCsvFormat } from './interchange/generic-csv.format';
import { ghostfolioCsv, GhostfolioJsonFormat } from './programs/ghostfolio.format';
import { IbActivityFormat } from './brokers/ib-activity.format';
import { IbFlexFormat } from './brokers/ib-flex.format';
import type { ImportFormat } from './import-format';
import { krakenLedgers, krakenTrades } from './brokers/kraken.format';
import { OfxFormat } from './interchange/ofx.format';
import { portfolioPerformanceCsv } from './programs/portfolio-performance-csv.format';
import { PortfolioPerformanceXmlFormat } from './programs/portfolio-performance-xml.format';
import { QifFormat } from './interchange/qif.format';
import { revolut } from './brokers/revolut.format';
import { robinhood } from './brokers/robinhood.format';
import { schwab } from './brokers/schwab.format';
import { tickfolioCsv } from './programs/tickfolio-csv.format';
import { TickfolioJsonFormat } from './programs/tickfolio-json.format';
import { trading212 } from './brokers/trading-212.format';
import { vanguard } from './brokers/vanguard.format';
import { wealthfolio } from './programs/wealthfolio.format';

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
