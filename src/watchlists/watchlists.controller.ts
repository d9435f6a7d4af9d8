import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { QuoteBatchDto } from '../market/dto/quote.dto';
import { LOCATION } from '../platform/http/edge/documented-headers';
import { versionTag } from '../platform/http/conditional/entity-tag';
import { EntityTag } from '../platform/http/conditional/entity-tag.decorator';
import { IF_MATCH, IfMatchVersion } from '../platform/http/conditional/if-match.decorator';
import {
  CreateWatchlistDto,
  toContent,
  UpdateWatchlistDto,
  WatchlistDto,
  WatchlistPageDto,
  WatchlistSummaryDto,
} from './dto/watchlist.dto';
import { WatchlistsService } from './watchlists.service';
import { tooManyWatchlists, watchlistChanged, watchlistNotFound } from './watchlists.errors';

const tagOf = ({ version }: WatchlistDto) => versionTag(version);

@ApiTags('watchlists')
@ApiBearerAuth('bearer')
@Controller({ path: 'watchlists', version: '1' })
export class WatchlistsController {
  constructor(private readonly watchlists: WatchlistsService) {}

  @Post()
  @ApiOperation({ summary: 'Creates a watchlist of up to 500 symbols; at most 50 lists a user.' })
  @ApiCreatedResponse({ type: WatchlistDto, headers: LOCATION })
  @ApiProblems(tooManyWatchlists)
  async create(
    @CurrentIdentity() { userId }: Identity,
    @Body() body: CreateWatchlistDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<WatchlistDto> {
    const content = { position: 0, items: [], ...toContent(body), name: body.name };
    const created = await this.watchlists.create(userId, content);
    response.location(`/api/v1/watchlists/${created.id}`);
    return WatchlistDto.of(created);
  }

  @Get()
  @ApiOperation({ summary: 'Your watchlists by position, without their symbols.' })
  @ApiOkResponse({ type: WatchlistPageDto })
  async list(@CurrentIdentity() { userId }: Identity): Promise<WatchlistPageDto> {
    const watchlists = await this.watchlists.list(userId);
    return { items: watchlists.map((watchlist) => WatchlistSummaryDto.of(watchlist)), next_cursor: null };
  }

  @Get(':id')
  @EntityTag(tagOf)
  @ApiOperation({ summary: 'One of your watchlists.' })
  @ApiOkResponse({ type: WatchlistDto })
  @ApiProblems(watchlistNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
  ): Promise<WatchlistDto> {
    return WatchlistDto.of(await this.watchlists.get(identity, id));
  }

  @Get(':id/quotes')
  @ApiOperation({ summary: 'The quotes of all symbols of a watchlist, in its order.' })
  @ApiOkResponse({ type: QuoteBatchDto })
  @ApiProblems(watchlistNotFound)
  quotes(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
  ): Promise<QuoteBatchDto> {
    return this.watchlists.quotesOf(identity, id);
  }

  @Patch(':id')
  @EntityTag(tagOf)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Changes what the body names; `items` replaces all symbols.' })
  @ApiOkResponse({ type: WatchlistDto })
  @ApiProblems(watchlistNotFound, watchlistChanged)
  async update(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() body: UpdateWatchlistDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<WatchlistDto> {
    return WatchlistDto.of(await this.watchlists.update(identity, id, toContent(body), version));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Deletes a watchlist.' })
  @ApiNoContentResponse()
  @ApiProblems(watchlistNotFound, watchlistChanged)
  async delete(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @IfMatchVersion() version: number | undefined,
  ): Promise<void> {
    await this.watchlists.delete(identity, id, version);
  }
}
