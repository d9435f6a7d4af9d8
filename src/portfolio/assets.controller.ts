import {
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { calendarDayOf } from '../common/calendar/calendar-day';
import { Clock } from '../common/clock';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { DomainError } from '../common/errors/domain-error';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { versionTag } from '../platform/conditional/entity-tag';
import { EntityTag } from '../platform/conditional/entity-tag.decorator';
import { IfMatchVersion } from '../platform/conditional/if-match.decorator';
import { bodyTooLarge, MOST_BYTES, readAssets } from './assets/read-assets';
import { writeAssets } from './assets/write-assets';
import { ImportQuery } from './dto/import.dto';
import { PortfolioDto } from './dto/portfolio.dto';
import { Portfolio } from './portfolio';
import { PortfoliosService } from './portfolios.service';

const EXAMPLE = 'symbol,quantity,purchase_price,purchase_date\r\nAAPL,10,182.5,2024-01-15\r\n';

@ApiTags('portfolio')
@ApiProblems({
  401: 'auth.invalid_token',
  404: 'portfolio.not_found',
  429: 'rate_limit.exceeded',
})
@Controller({ path: 'portfolio/:id/assets', version: '1' })
export class AssetsController {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly clock: Clock,
  ) {}

  @Post('import')
  @HttpCode(200)
  @EntityTag(({ version }: Portfolio) => versionTag(version))
  @ApiOperation({
    summary: 'Add lots from CSV, all rows or none.',
    description:
      'UTF-8 with or without byte order mark, comma or semicolon, at most 256 KiB and 1,000 assets in the portfolio. Errors name their line.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: EXAMPLE } })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that you have; 412 if it is old.' })
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems({
    400: 'portfolio.invalid_csv',
    412: 'portfolio.changed',
    413: 'http.body_too_large',
    415: 'http.unsupported_media_type',
  })
  async import(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { mode }: ImportQuery,
    @IfMatchVersion() version: number | undefined,
    @Req() request: Request,
  ): Promise<Portfolio> {
    await this.portfolios.get(identity, id);
    const assets = await this.assetsIn(request);
    return mode === 'replace'
      ? this.portfolios.replace(identity, id, { assets }, version)
      : this.portfolios.append(identity, id, assets, version);
  }

  @Get('export')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Cache-Control', 'private, no-cache')
  @ApiOperation({ summary: 'All lots as CSV.' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string', example: EXAMPLE } } } })
  @ApiProblems({ 400: 'id.invalid' })
  async export(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { assets } = await this.portfolios.get(identity, id);
    response.setHeader('Content-Disposition', `attachment; filename="portfolio-${id}.csv"`);
    return new StreamableFile(writeAssets(assets));
  }

  private async assetsIn(request: Request) {
    const encoded = request.headers['content-encoding'] ?? 'identity';
    if (!request.is('text/csv') || encoded !== 'identity') {
      throw new DomainError(
        'unsupported_media_type',
        'http.unsupported_media_type',
        'Send text/csv, not encoded.',
      );
    }
    if (Number(request.headers['content-length']) > MOST_BYTES) throw bodyTooLarge();
    try {
      return await readAssets(request.iterator({ destroyOnReturn: false }), calendarDayOf(this.clock.now()));
    } catch (error) {
      if (!request.errored) throw error;
      // The client left amid its file: nobody hears this, but it is not our fault.
      throw new DomainError('invalid', 'http.incomplete_body', 'The body ended before it was whole.');
    } finally {
      // What was not read is let pass, so that the client comes to hear the answer and can use its connection again. A
      // reader that was interrupted may still listen, and would hold it up.
      request.removeAllListeners('readable').resume();
    }
  }
}
