import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DATE_ORDERS } from '../../common/text/read-date';
import { Import, IMPORT_STATUSES, ImportStatus, SYMBOL_SOURCES, SymbolSource } from '../import';
import { noCounts } from '../import-row';
import { ImportAccountDto } from './import-account.dto';
import { DECIMAL_MARKS } from './import-choices.dto';
import { ImportMappingDto } from './import-mapping.dto';
import { ImportRowPageDto } from './import-row.dto';

const MOST_SYMBOLS_SHOWN = 500;

@ApiSchema({ name: 'ImportCounts', description: 'How many rows have which status.' })
export class ImportCountsDto {
  @ApiProperty({ type: 'integer', example: 120 })
  new: number;

  @ApiProperty({ type: 'integer', example: 4 })
  duplicate: number;

  @ApiProperty({ type: 'integer', example: 0 })
  conflict: number;

  @ApiProperty({ type: 'integer', example: 0 })
  error: number;

  @ApiProperty({ type: 'integer', example: 1 })
  unknown_symbol: number;

  @ApiProperty({ type: 'integer', example: 3 })
  ignored: number;
}

@ApiSchema({ name: 'ImportSymbol', description: 'An instrument of the file, and our symbol for it.' })
export class ImportSymbolDto {
  @ApiProperty({ example: 'isin:US0378331005@EUR', description: 'What PATCH names.' })
  key: string;

  @ApiProperty({ type: String, nullable: true, example: 'APC' })
  ticker: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'US0378331005' })
  isin: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Apple Inc.' })
  name: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'EUR' })
  currency: string | null;

  @ApiProperty({ type: 'integer', example: 12 })
  rows: number;

  @ApiProperty({ type: String, nullable: true, example: 'APC.DE' })
  symbol: string | null;

  @ApiProperty({
    type: String,
    enum: SYMBOL_SOURCES,
    nullable: true,
    description: 'Who says so: you before, the file itself, the instruments known, a search.',
    example: 'search',
  })
  source: SymbolSource | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Such as a listing in another currency.',
  })
  warning: string | null;
}

@ApiSchema({ name: 'ImportSummary', description: 'An import in a list.' })
export class ImportSummaryDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ enum: IMPORT_STATUSES, enumName: 'ImportStatus', example: 'ready' })
  status: ImportStatus;

  @ApiProperty({ type: String, nullable: true, example: 'Transactions.csv' })
  file_name: string | null;

  @ApiProperty({ type: 'integer', example: 48_213 })
  file_bytes: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'degiro-transactions',
    description: 'Null until it was read.',
  })
  format: string | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.97, description: 'How sure that is, from 0 to 1.' })
  confidence: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 128 })
  row_count: number | null;

  @ApiProperty({ type: ImportCountsDto })
  counts: ImportCountsDto;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why it could not be read, for people.',
  })
  error: string | null;

  @ApiProperty({ type: 'integer', example: 0, description: 'How many lines it brought into the ledger.' })
  applied_count: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  applied_at: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-02-07T09:00:00.000Z',
    description: 'When it goes by itself; null once it is applied.',
  })
  expires_at: string | null;

  @ApiProperty({
    type: 'integer',
    example: 2,
    description: 'Rises with every change; the ETag is made of it.',
  })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T09:00:00.000Z' })
  created_at: string;

  static of(found: Import): ImportSummaryDto {
    const { id, status, file_name, file_bytes, reading, counts, error, applied_count, version } = found;
    return {
      id,
      status,
      file_name,
      file_bytes,
      format: reading?.format ?? null,
      confidence: reading?.confidence ?? null,
      row_count: reading?.rows ?? null,
      counts: { ...noCounts(), ...counts },
      error,
      applied_count,
      applied_at: found.applied_at?.toISOString() ?? null,
      expires_at: found.expires_at?.toISOString() ?? null,
      version,
      created_at: found.created_at.toISOString(),
    };
  }
}

@ApiSchema({
  name: 'Import',
  description: 'A file on its way into a ledger, with the first rows of its preview.',
})
export class ImportDto extends ImportSummaryDto {
  @ApiProperty({ type: String, enum: DECIMAL_MARKS, nullable: true, example: '.' })
  decimal: string | null;

  @ApiProperty({ type: String, enum: DATE_ORDERS, nullable: true, example: 'DMY' })
  date_order: string | null;

  @ApiProperty({
    type: [String],
    example: [],
    description: 'What the file leaves open and PATCH has to say: `decimal`, `date_order`, `mapping`.',
  })
  questions: string[];

  @ApiProperty({ type: ImportMappingDto, nullable: true, description: 'Only of the generic format.' })
  mapping: ImportMappingDto | null;

  @ApiProperty({
    type: [String],
    example: ['Date', 'Product', 'ISIN'],
    description: 'The columns of the file.',
  })
  columns: string[];

  @ApiProperty({ type: [ImportAccountDto] })
  accounts: ImportAccountDto[];

  @ApiProperty({ type: [ImportSymbolDto], description: 'Those without a symbol first; at most 500.' })
  symbols: ImportSymbolDto[];

  @ApiProperty({ type: ImportRowPageDto })
  rows: ImportRowPageDto;

  static show(found: Import, rows: ImportRowPageDto): ImportDto {
    const { reading } = found;
    const symbols = (reading?.symbols ?? []).toSorted(
      (a, b) => Number(a.symbol !== null) - Number(b.symbol !== null) || b.rows - a.rows,
    );
    return {
      ...ImportSummaryDto.of(found),
      decimal: reading?.decimal ?? null,
      date_order: reading?.dateOrder ?? null,
      questions: [...(reading?.questions ?? [])],
      mapping: reading?.mapping
        ? { columns: { ...reading.mapping.columns }, types: { ...reading.mapping.types } }
        : null,
      columns: [...(reading?.columns ?? [])],
      // An import of an earlier release tells nothing of opening.
      accounts: (reading?.accounts ?? []).map((account) => ({
        ...{ create: false, opens: null, warning: null },
        ...account,
      })),
      symbols: symbols
        .slice(0, MOST_SYMBOLS_SHOWN)
        .map(({ key, stated, currency, rows: count, symbol, source, warning }) => ({
          key,
          ticker: stated.symbol ?? null,
          isin: stated.isin ?? null,
          name: stated.name ?? null,
          currency,
          rows: count,
          symbol,
          source,
          warning,
        })),
      rows,
    };
  }
}

@ApiSchema({ name: 'ImportPage' })
export class ImportPageDto {
  @ApiProperty({ type: [ImportSummaryDto] })
  items: ImportSummaryDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
