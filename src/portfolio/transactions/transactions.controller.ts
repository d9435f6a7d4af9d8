import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Response } from 'express';
import { Clock } from '../../common/clock';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Paged } from '../../common/paging/paged.decorator';
import { LOCATION } from '../../platform/http/edge/documented-headers';
import { versionTag } from '../../platform/http/conditional/entity-tag';
import { EntityTag } from '../../platform/http/conditional/entity-tag.decorator';
import { IF_MATCH, IfMatchVersion } from '../../platform/http/conditional/if-match.decorator';
import { EffectId } from '../../platform/http/idempotency/effect-id.decorator';
import { Idempotent } from '../../platform/http/idempotency/idempotent.decorator';
import { accountNotFound } from '../accounts/accounts.errors';
import { LINE_EXAMPLES } from './dto/transaction-examples';
import { LINE_INPUTS } from './dto/transaction-input.dto';
import { TransactionDto, TransactionListDto, TransactionPageDto } from './dto/transaction.dto';
import { TransactionsQueryDto } from './dto/transactions-query.dto';
import { objectBody } from './object-body';
import { MOST_LINES_AT_ONCE, readLines } from './read-lines';
import { TransactionsService } from './transactions.service';
import { CHANGE_PROBLEMS, LINE_PROBLEMS, READ_PROBLEMS } from '../ledger/ledger-api';
import { transactionChanged, transactionNotFound, unknownAccount } from './transactions.errors';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';
import { RequestCost } from '../../platform/http/limits/request-cost.decorator';

const tagOf = ({ version }: TransactionDto) => versionTag(version);
const ONE_LINE = LINE_INPUTS.map((form) => ({ $ref: getSchemaPath(form) }));

@ApiTags('ledger')
@ApiExtraModels(...LINE_INPUTS, TransactionDto, TransactionListDto)
@ApiProblems(...READ_PROBLEMS)
@Controller({ path: 'portfolio/:id/transactions', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class TransactionsController {
  constructor(
    private readonly transactions: TransactionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequestCost(2)
  @Paged()
  @ApiOperation({
    summary: 'The lines of the ledger, page by page; the latest first unless asked otherwise.',
  })
  @ApiOkResponse({ type: TransactionPageDto })
  @ApiProblems(accountNotFound)
  async list(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Query() query: TransactionsQueryDto,
  ): Promise<TransactionPageDto> {
    const { items, next_cursor } = await this.transactions.list(identity, id, query);
    return { items: items.map((entry) => TransactionDto.of(entry)), next_cursor };
  }

  @Post()
  @Idempotent()
  @ApiOperation({
    summary: `Add one line, or up to ${MOST_LINES_AT_ONCE} as \`{ items }\`: all or none.`,
    description:
      'A number is a JSON number, or its digits as text where a double would lose some (18 decimals, up to 10^15). ' +
      'Errors name line, field, symbol and date. A body may have 4 MiB.',
  })
  @ApiBody({
    schema: {
      oneOf: [
        ...ONE_LINE,
        {
          type: 'object',
          required: ['items'],
          properties: {
            items: { type: 'array', minItems: 1, maxItems: MOST_LINES_AT_ONCE, items: { oneOf: ONE_LINE } },
          },
        },
      ],
    },
    examples: LINE_EXAMPLES,
  })
  @ApiCreatedResponse({
    schema: { oneOf: [{ $ref: getSchemaPath(TransactionDto) }, { $ref: getSchemaPath(TransactionListDto) }] },
    description: 'The line, or for a list of lines a list.',
    headers: LOCATION,
  })
  @ApiProblems(unknownAccount, ...LINE_PROBLEMS)
  async create(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() body: unknown,
    @EffectId() effectId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TransactionDto | TransactionListDto> {
    const lines = await readLines(body, this.clock.now());
    const made = await this.transactions.create(identity, id, lines, effectId);
    const items = made.map((entry) => TransactionDto.of(entry));
    const path = `/api/v1/portfolio/${id}/transactions`;
    response.location(lines.isList ? path : `${path}/${effectId}`);
    return lines.isList ? { items } : items[0]!;
  }

  @Get(':transaction_id')
  @EntityTag(tagOf)
  @ApiOperation({ summary: 'One line.' })
  @ApiOkResponse({ type: TransactionDto })
  @ApiProblems(transactionNotFound)
  async get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('transaction_id', ObjectIdPipe) transactionId: string,
  ): Promise<TransactionDto> {
    return TransactionDto.of(await this.transactions.get(identity, id, transactionId));
  }

  @Patch(':transaction_id')
  @EntityTag(tagOf)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Change a line: the fields given, null takes one away.',
    description: 'An edit that makes a later sale impossible is 422 and names that sale.',
  })
  @ApiBody({
    schema: {
      type: 'object',
      additionalProperties: true,
      example: { quantity: 12, fee: null, note: 'corrected' },
    },
  })
  @ApiOkResponse({ type: TransactionDto })
  @ApiProblems(transactionNotFound, transactionChanged, unknownAccount, ...LINE_PROBLEMS)
  async change(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('transaction_id', ObjectIdPipe) transactionId: string,
    @Body() body: unknown,
    @IfMatchVersion() version: number | undefined,
  ): Promise<TransactionDto> {
    const patch = objectBody(body);
    return TransactionDto.of(await this.transactions.change(identity, id, transactionId, patch, version));
  }

  @Delete(':transaction_id')
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Delete a line; where a later sale needs it that is 422 and names the sale.' })
  @ApiNoContentResponse()
  @ApiProblems(transactionNotFound, transactionChanged, ...CHANGE_PROBLEMS)
  delete(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('transaction_id', ObjectIdPipe) transactionId: string,
    @IfMatchVersion() version: number | undefined,
  ): Promise<void> {
    return this.transactions.delete(identity, id, transactionId, version);
  }
}
