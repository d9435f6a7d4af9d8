import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { Clock } from '../../common/clock';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import {
  bodyTooLarge,
  incompleteBody,
  malformedJson,
  unacceptableJson,
  unsupportedCharset,
  unsupportedEncoding,
  validationFailed,
} from '../../common/errors/http.errors';
import { whitelistPipe } from '../../common/errors/validation.pipe';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { versionTag } from '../../platform/http/conditional/entity-tag';
import { EntityTag } from '../../platform/http/conditional/entity-tag.decorator';
import { IF_MATCH, IfMatchVersion } from '../../platform/http/conditional/if-match.decorator';
import { BodyType } from '../../platform/http/edge/body-type.decorator';
import { readJsonBody } from '../../platform/http/edge/request-body';
import { isPlainBody, readStreamedBody } from '../../platform/http/edge/streamed-body';
import {
  PrivateInstrumentDto,
  PrivateInstrumentPageDto,
  PrivatePricesDto,
  PrivatePricesQueryDto,
  PutPrivatePricesDto,
} from '../dto/private-instrument.dto';
import { PrivateInstrumentContent } from './private-instrument';
import {
  invalidPrices,
  privateInstrumentChanged,
  privateInstrumentNotFound,
  tooManyPrivateInstruments,
} from './private-instruments.errors';
import { PrivateInstrumentsService } from './private-instruments.service';
import { PrivateSymbolPipe } from './private-symbol.pipe';
import { MOST_CSV_BYTES, pricesOf, readPrices } from './read-prices';

const tagOf = ({ version }: { version: number }) => versionTag(version);
const SYMBOL = {
  name: 'symbol',
  example: 'PRIVATE:HOUSE',
  description: '`PRIVATE:` and up to 20 of A-Z 0-9 . _ -; the prefix may be left out here.',
};
const CSV_EXAMPLE = 'date,close\r\n2024-01-31,410000\r\n2025-01-31,425000\r\n';

@ApiTags('market')
@ApiExtraModels(PutPrivatePricesDto)
@Controller({ path: 'market/private', version: '1' })
export class PrivateInstrumentsController {
  constructor(
    private readonly instruments: PrivateInstrumentsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your private instruments, by symbol.' })
  @ApiOkResponse({ type: PrivateInstrumentPageDto })
  async list(@CurrentIdentity() { userId }: Identity): Promise<PrivateInstrumentPageDto> {
    const found = await this.instruments.list(userId);
    return { items: found.map((instrument) => PrivateInstrumentDto.of(instrument)), next_cursor: null };
  }

  @Get(':symbol/prices')
  @EntityTag(tagOf)
  @ApiParam(SYMBOL)
  @ApiOperation({ summary: 'All prices of one of your private instruments, ascending.' })
  @ApiOkResponse({ type: PrivatePricesDto })
  @ApiProblems(privateInstrumentNotFound)
  async prices(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol', PrivateSymbolPipe) symbol: string,
  ): Promise<PrivatePricesDto> {
    return PrivatePricesDto.show(await this.instruments.get(userId, symbol));
  }

  @Put(':symbol/prices')
  @BodyType('application/json', 'text/csv')
  @EntityTag(tagOf)
  @ApiParam(SYMBOL)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Give an instrument that no provider prices all of its prices.',
    description:
      'Makes it where there is none; at most 100 a user, with 10,000 prices each. As JSON (up to 256 KiB), or as CSV with ' +
      'the columns `date` and `close` (up to 512 KiB) and `currency` in the query. Only you see it. Its symbol stands in ' +
      'transactions, assets, quotes, history and analyses; providers never hear of it, and alerts, watchlists and the ' +
      'live stream do not take it.',
  })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({
    schema: {
      oneOf: [{ $ref: getSchemaPath(PutPrivatePricesDto) }, { type: 'string', example: CSV_EXAMPLE }],
    },
  })
  @ApiOkResponse({ type: PrivateInstrumentDto })
  @ApiProblems(
    invalidPrices,
    tooManyPrivateInstruments,
    privateInstrumentChanged,
    bodyTooLarge,
    incompleteBody,
  )
  @ApiProblems(malformedJson, unacceptableJson, unsupportedCharset, unsupportedEncoding)
  async put(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol', PrivateSymbolPipe) symbol: string,
    @Query() query: PrivatePricesQueryDto,
    @IfMatchVersion() version: number | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PrivateInstrumentDto> {
    const content = request.is('text/csv')
      ? await this.ofCsv(symbol, query, request)
      : await this.ofJson(symbol, request, response);
    return PrivateInstrumentDto.of(await this.instruments.put(userId, symbol, content, version));
  }

  @Delete(':symbol')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiParam(SYMBOL)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Delete a private instrument and its prices.',
    description: 'Lines of your ledgers that name it stay, and have no price.',
  })
  @ApiNoContentResponse()
  @ApiProblems(privateInstrumentNotFound, privateInstrumentChanged)
  delete(
    @CurrentIdentity() { userId }: Identity,
    @Param('symbol', PrivateSymbolPipe) symbol: string,
    @IfMatchVersion() version: number | undefined,
  ): Promise<void> {
    return this.instruments.delete(userId, symbol, version);
  }

  private async ofJson(
    symbol: string,
    request: Request,
    response: Response,
  ): Promise<PrivateInstrumentContent> {
    await readJsonBody(request, response);
    const { name, currency, prices } = (await whitelistPipe.transform(request.body, {
      type: 'body',
      metatype: PutPrivatePricesDto,
    })) as PutPrivatePricesDto;
    const given = prices.map((price, at) => ({ field: `prices.${at}`, ...price }));
    return { name: name ?? symbol, currency, prices: pricesOf(given, this.clock.now()) };
  }

  private ofCsv(
    symbol: string,
    { name, currency, decimal, date }: PrivatePricesQueryDto,
    request: Request,
  ): Promise<PrivateInstrumentContent> {
    if (!isPlainBody(request)) throw unsupportedEncoding();
    return readStreamedBody(request, MOST_CSV_BYTES, async (body) => {
      if (currency === undefined)
        throw validationFailed([
          { field: 'currency', message: 'currency must be given in the query for CSV' },
        ]);
      const given = await readPrices(body, { decimal, date });
      return { name: name ?? symbol, currency, prices: pricesOf(given, this.clock.now()) };
    });
  }
}
