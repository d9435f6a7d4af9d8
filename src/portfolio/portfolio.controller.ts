import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { Identity } from '../common/identity/identity';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { Page } from '../common/paging/cursor';
import { Paged } from '../common/paging/paged.decorator';
import { LOCATION } from '../platform/http/edge/documented-headers';
import { versionTag } from '../platform/http/conditional/entity-tag';
import { EntityTag } from '../platform/http/conditional/entity-tag.decorator';
import { IF_MATCH, IfMatchVersion } from '../platform/http/conditional/if-match.decorator';
import { IfNoneMatchVersion } from '../platform/http/conditional/if-none-match.decorator';
import { Unchanged } from '../platform/http/conditional/unchanged';
import { RepeatedEffectId } from '../platform/http/idempotency/effect-id.decorator';
import { Idempotent } from '../platform/http/idempotency/idempotent.decorator';
import {
  PortfolioBodyDto,
  PortfolioDto,
  PortfolioPageDto,
  PortfolioPatchDto,
  PortfolioReplacementDto,
} from './dto/portfolio.dto';
import { PortfoliosQueryDto } from './dto/portfolios-query.dto';
import { Portfolio, PortfolioSummary } from './portfolio';
import { PortfoliosService } from './portfolios.service';
import { portfolioNotFound } from '../common/identity/portfolio-access';
import {
  hasLedger,
  noRateOfLines,
  portfolioChanged,
  portfoliosOfAnother,
  tooManyPortfolios,
  portfolioBusy,
} from './portfolio.errors';
import { CHANGE_PROBLEMS } from './ledger/ledger-api';
import { ledgerBusy, tooManyLines } from './ledger/ledger.errors';
import { OthersPortfoliosInterceptor } from './others-portfolios.interceptor';
import { RequestCost } from '../platform/http/limits/request-cost.decorator';

const tagOf = ({ version }: Portfolio) => versionTag(version);

@ApiTags('portfolio')
@Controller({ path: 'portfolio', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class PortfolioController {
  constructor(private readonly portfolios: PortfoliosService) {}

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Create a portfolio of lots.' })
  @ApiCreatedResponse({ type: PortfolioDto, headers: LOCATION })
  @ApiProblems(tooManyPortfolios, tooManyLines, portfolioBusy, ledgerBusy)
  // Of a request that is repeated while its portfolio is being deleted.
  @ApiProblems(portfolioNotFound)
  async create(
    @CurrentIdentity() { userId }: Identity,
    @Body() body: PortfolioBodyDto,
    @RepeatedEffectId() id: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Portfolio> {
    const portfolio = await this.portfolios.create(userId, body, id);
    response.location(`/api/v1/portfolio/${portfolio.id}`);
    return portfolio;
  }

  @Get()
  @RequestCost(2)
  @Paged()
  @ApiOperation({ summary: 'Your own portfolios, newest first: counts and totals, without lots.' })
  @ApiOkResponse({ type: PortfolioPageDto })
  @ApiProblems(portfoliosOfAnother)
  list(
    @CurrentIdentity() identity: Identity,
    @Query() { user_id, ...page }: PortfoliosQueryDto,
  ): Promise<Page<PortfolioSummary>> {
    const userId = user_id?.toLowerCase() ?? identity.userId;
    if (userId !== identity.userId && !identity.isSuperuser) throw portfoliosOfAnother();
    return this.portfolios.list(userId, page);
  }

  @Get(':id')
  @EntityTag(tagOf)
  @ApiOperation({ summary: 'One portfolio.' })
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems(portfolioNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @IfNoneMatchVersion() known: number | undefined,
  ): Promise<Portfolio | Unchanged> {
    const isUnchanged = known !== undefined && (await this.portfolios.isAt(identity, id, known));
    return isUnchanged ? new Unchanged(versionTag(known)) : this.portfolios.show(identity, id);
  }

  @Put(':id')
  @EntityTag(tagOf)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Replace the name and the assets, while the ledger holds nothing but such purchases.',
  })
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems(
    portfolioNotFound,
    hasLedger,
    portfolioChanged,
    tooManyLines,
    noRateOfLines,
    ...CHANGE_PROBLEMS,
  )
  replace(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() { name, currency, assets, convert }: PortfolioReplacementDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<Portfolio> {
    const content = { name, assets, convert, ...(currency !== undefined && { currency }) };
    return this.portfolios.replace(identity, id, content, version);
  }

  @Patch(':id')
  @EntityTag(tagOf)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Change the name or the currency that everything is shown in.',
    description: 'The currency stays while a locked year or one before it has lines (423 `ledger.locked`).',
  })
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems(portfolioNotFound, portfolioChanged, noRateOfLines, ...CHANGE_PROBLEMS)
  change(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() body: PortfolioPatchDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<Portfolio> {
    return this.portfolios.replace(identity, id, body, version);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Delete a portfolio and its stored analyses.' })
  @ApiNoContentResponse()
  @ApiProblems(portfolioNotFound, portfolioChanged)
  delete(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @IfMatchVersion() version: number | undefined,
  ): Promise<void> {
    return this.portfolios.delete(identity, id, version);
  }
}
