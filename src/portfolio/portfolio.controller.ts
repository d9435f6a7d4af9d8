import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
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
import { PageQuery } from '../common/paging/page-query.dto';
import { versionTag } from '../platform/conditional/entity-tag';
import { EntityTag } from '../platform/conditional/entity-tag.decorator';
import { IfMatchVersion } from '../platform/conditional/if-match.decorator';
import { EffectId } from '../platform/idempotency/effect-id.decorator';
import { Idempotent } from '../platform/idempotency/idempotent.decorator';
import { PortfolioBody, PortfolioDto, PortfolioPageDto } from './dto/portfolio.dto';
import { Portfolio } from './portfolio';
import { PortfoliosService } from './portfolios.service';

const tagOf = ({ version }: Portfolio) => versionTag(version);

@ApiTags('portfolio')
@ApiProblems({ 400: 'validation.failed', 401: 'auth.invalid_token', 429: 'rate_limit.exceeded' })
@Controller({ path: 'portfolio', version: '1' })
export class PortfolioController {
  constructor(private readonly portfolios: PortfoliosService) {}

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Create a portfolio of lots.' })
  @ApiCreatedResponse({ type: PortfolioDto })
  async create(
    @CurrentIdentity() { userId }: Identity,
    @Body() body: PortfolioBody,
    @EffectId() id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Portfolio> {
    const portfolio = await this.portfolios.create(userId, body, id);
    response.location(`/api/v1/portfolio/${portfolio.id}`);
    return portfolio;
  }

  @Get()
  @ApiOperation({ summary: 'Your own portfolios, newest first.' })
  @ApiOkResponse({ type: PortfolioPageDto })
  list(@CurrentIdentity() { userId }: Identity, @Query() page: PageQuery): Promise<Page<Portfolio>> {
    return this.portfolios.list(userId, page);
  }

  @Get(':id')
  @EntityTag(tagOf)
  @ApiOperation({ summary: 'One portfolio.' })
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems({ 404: 'portfolio.not_found' })
  get(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<Portfolio> {
    return this.portfolios.get(identity, id);
  }

  @Put(':id')
  @EntityTag(tagOf)
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that you have; 412 if it is old.' })
  @ApiOperation({ summary: 'Replace the name and the assets.' })
  @ApiOkResponse({ type: PortfolioDto })
  @ApiProblems({ 404: 'portfolio.not_found', 412: 'portfolio.changed' })
  replace(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() body: PortfolioBody,
    @IfMatchVersion() version: number | undefined,
  ): Promise<Portfolio> {
    return this.portfolios.replace(identity, id, body, version);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a portfolio and its stored analyses.' })
  @ApiNoContentResponse()
  @ApiProblems({ 404: 'portfolio.not_found' })
  delete(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<void> {
    return this.portfolios.delete(identity, id);
  }
}
