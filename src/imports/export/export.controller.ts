import { Controller, Get, Header, Param, Query, Res, StreamableFile, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { ImportedLinesService } from '../../portfolio/transactions/imported-lines.service';
import { PortfolioArchive } from './portfolio-archive';
import { toJson, writeCsv, zipped } from './write-export';
import { OthersPortfoliosInterceptor } from '../../portfolio/others-portfolios.interceptor';
import { READ_PROBLEMS } from '../../portfolio/ledger/ledger-api';
import { FILE_NAME } from '../../platform/http/edge/documented-headers';
import { RequestCost } from '../../platform/http/limits/request-cost.decorator';

const EXPORT_FORMATS = ['csv', 'json', 'zip'] as const;
const TYPES = { csv: 'text/csv', json: 'application/json', zip: 'application/zip' } as const;
const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

class ExportQueryDto {
  @ApiPropertyOptional({ enum: EXPORT_FORMATS, default: 'csv' })
  @IsIn(EXPORT_FORMATS)
  format: (typeof EXPORT_FORMATS)[number] = 'csv';
}

@ApiTags('imports')
@ApiProblems(...READ_PROBLEMS)
@Controller({ path: 'portfolio/:id/export', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class ExportController {
  constructor(
    private readonly lines: ImportedLinesService,
    private readonly archive: PortfolioArchive,
  ) {}

  @Get()
  @RequestCost(10)
  @Header('Cache-Control', 'private, no-cache')
  @ApiOperation({
    summary: 'The ledger as CSV or JSON, or everything of the portfolio as a ZIP.',
    description:
      'Version 2, in the order of creation; `POST imports` reads CSV and JSON back to the same lines, and those of version 1. ' +
      'Numbers are exact; `base_currency` is the one that `fx_rate` is into, `account_…` of the CSV are the settings of the ' +
      'line’s account. Text that a spreadsheet would compute stands behind an apostrophe in CSV. The ZIP holds `portfolio.json`, ' +
      '`transactions.csv`, `transactions.json`, `locks.json` with what was kept of each locked year (`locks/2024.json`), and ' +
      'the newest reports up to 32 MiB (`reports/`).',
  })
  @ApiProduces('text/csv', 'application/json', 'application/zip')
  @ApiOkResponse({
    content: {
      'text/csv': { schema: { type: 'string' } },
      'application/json': { schema: { type: 'object', additionalProperties: true } },
      'application/zip': BINARY,
    },
    headers: FILE_NAME,
  })
  async export(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { format }: ExportQueryDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const ledger = await this.lines.exported(identity, id);
    const type = format === 'csv' ? `${TYPES.csv}; charset=utf-8` : TYPES[format];
    const name = `${format === 'zip' ? 'portfolio' : 'transactions'}-${id}.${format}`;
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    if (format === 'csv') return new StreamableFile(writeCsv(ledger));
    if (format === 'zip')
      return new StreamableFile(await zipped(await this.archive.filesOf(identity, ledger)));
    return new StreamableFile(Buffer.from(JSON.stringify(toJson(ledger))));
  }
}
