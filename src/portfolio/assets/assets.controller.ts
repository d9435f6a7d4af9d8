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
  UseInterceptors,
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
import { Clock } from '../../common/clock';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { bodyTooLarge, incompleteBody, unsupportedMediaType } from '../../common/errors/http.errors';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { FILE_NAME } from '../../platform/http/edge/documented-headers';
import { versionTag } from '../../platform/http/conditional/entity-tag';
import { EntityTag } from '../../platform/http/conditional/entity-tag.decorator';
import { BodyType } from '../../platform/http/edge/body-type.decorator';
import { IF_MATCH, IfMatchVersion } from '../../platform/http/conditional/if-match.decorator';
import { isPlainBody, readStreamedBody } from '../../platform/http/edge/streamed-body';
import { CsvNotation, MOST_BYTES, readAssets } from './read-assets';
import { AssetsService } from './assets.service';
import { writeAssets } from './write-assets';
import { CHANGE_PROBLEMS } from '../ledger/ledger-api';
import { tooManyLines, ledgerBusy } from '../ledger/ledger.errors';
import { ImportQueryDto } from '../dto/import.dto';
import { PortfolioDto } from '../dto/portfolio.dto';
import { Portfolio } from '../portfolio';
import { portfolioNotFound } from '../../common/identity/portfolio-access';
import {
  hasLedger,
  portfolioBusy,
  portfolioChanged,
  tooManyAssets,
  unreadableCsv,
} from '../portfolio.errors';
import { PortfoliosService } from '../portfolios.service';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';
import { RequestCost } from '../../platform/http/limits/request-cost.decorator';

const EXAMPLE = 'symbol,quantity,purchase_price,purchase_date\r\nAAPL,10,182.5,2024-01-15\r\n';

@ApiTags('portfolio')
@ApiProblems(portfolioNotFound)
@Controller({ path: 'portfolio/:id/assets', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class AssetsController {
  constructor(
    private readonly portfolios: PortfoliosService,
    private readonly assets: AssetsService,
    private readonly clock: Clock,
  ) {}

  @Post('import')
  @RequestCost(10)
  @BodyType('text/csv')
  @HttpCode(200)
  @EntityTag(({ version }: Portfolio) => versionTag(version))
  @ApiOperation({
    summary: 'Add lots from CSV, all rows or none.',
    description:
      'UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar, or what `sep=` names; decimal point or comma. What may be read in two ways is refused. At most 256 KiB and 1,000 assets in the portfolio. Errors name their line.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: EXAMPLE } })
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems(unreadableCsv, tooManyAssets, hasLedger, portfolioChanged, bodyTooLarge, incompleteBody)
  @ApiProblems(tooManyLines, ...CHANGE_PROBLEMS)
  async import(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() { mode, decimal, date }: ImportQueryDto,
    @IfMatchVersion() version: number | undefined,
    @Req() request: Request,
  ): Promise<Portfolio> {
    await this.portfolios.head(identity, id);
    const assets = await this.assetsIn(request, { decimal, date });
    return mode === 'replace'
      ? this.portfolios.replace(identity, id, { assets }, version)
      : this.portfolios.append(identity, id, assets, version);
  }

  @Get('export')
  @RequestCost(5)
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Cache-Control', 'private, no-cache')
  @ApiOperation({ summary: 'All lots as CSV, to the last digit.' })
  @ApiProduces('text/csv')
  @ApiProblems(portfolioBusy, ledgerBusy)
  @ApiOkResponse({
    content: { 'text/csv': { schema: { type: 'string', example: EXAMPLE } } },
    headers: FILE_NAME,
  })
  async export(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { assets, exact } = await this.assets.exported(identity, id);
    response.setHeader('Content-Disposition', `attachment; filename="portfolio-${id}.csv"`);
    return new StreamableFile(writeAssets(assets, exact));
  }

  private async assetsIn(request: Request, notation: CsvNotation) {
    if (!request.is('text/csv') || !isPlainBody(request)) throw unsupportedMediaType('text/csv, not encoded');
    return readStreamedBody(request, MOST_BYTES, (body) => readAssets(body, this.clock.now(), notation));
  }
}
