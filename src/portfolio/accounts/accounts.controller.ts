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
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Page } from '../../common/paging/cursor';
import { LOCATION } from '../../platform/http/edge/documented-headers';
import { versionTag } from '../../platform/http/conditional/entity-tag';
import { EntityTag } from '../../platform/http/conditional/entity-tag.decorator';
import { IF_MATCH, IfMatchVersion } from '../../platform/http/conditional/if-match.decorator';
import { EffectId } from '../../platform/http/idempotency/effect-id.decorator';
import { Idempotent } from '../../platform/http/idempotency/idempotent.decorator';
import { Account } from './account';
import { AccountsService } from './accounts.service';
import {
  AccountDto,
  AccountPageDto,
  ChangeAccountDto,
  CreateAccountDto,
  DeleteAccountQueryDto,
} from './dto/account.dto';
import {
  accountChanged,
  accountHasLines,
  accountNameTaken,
  accountNotFound,
  tooManyAccounts,
  lastAccount,
} from './accounts.errors';
import { CHANGE_PROBLEMS, READ_PROBLEMS } from '../ledger/ledger-api';
import { OthersPortfoliosInterceptor } from '../others-portfolios.interceptor';

const tagOf = ({ version }: Account) => versionTag(version);

@ApiTags('ledger')
@ApiProblems(...READ_PROBLEMS)
@Controller({ path: 'portfolio/:id/accounts', version: '1' })
@UseInterceptors(OthersPortfoliosInterceptor)
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  @ApiOperation({ summary: 'The accounts of a portfolio, oldest first.' })
  @ApiOkResponse({ type: AccountPageDto })
  list(@CurrentIdentity() identity: Identity, @Param('id', ObjectIdPipe) id: string): Promise<Page<Account>> {
    return this.accounts.list(identity, id);
  }

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Open an account.' })
  @ApiCreatedResponse({ type: AccountDto, headers: LOCATION })
  @ApiProblems(tooManyAccounts, accountNameTaken)
  async create(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Body() body: CreateAccountDto,
    @EffectId() accountId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Account> {
    const account = await this.accounts.create(identity, id, body, accountId);
    response.location(`/api/v1/portfolio/${id}/accounts/${account.id}`);
    return account;
  }

  @Get(':account_id')
  @EntityTag(tagOf)
  @ApiOperation({ summary: 'One account.' })
  @ApiOkResponse({ type: AccountDto })
  @ApiProblems(accountNotFound)
  get(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('account_id', ObjectIdPipe) accountId: string,
  ): Promise<Account> {
    return this.accounts.get(identity, id, accountId);
  }

  @Patch(':account_id')
  @EntityTag(tagOf)
  @ApiHeader(IF_MATCH)
  @ApiOperation({
    summary: 'Change an account.',
    description:
      'Another cost method computes everything of the account again; while a year is locked that is 423. An account with ' +
      'deposits goes on tracking cash.',
  })
  @ApiOkResponse({ type: AccountDto })
  @ApiProblems(accountNotFound, accountChanged, accountNameTaken, ...CHANGE_PROBLEMS)
  change(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('account_id', ObjectIdPipe) accountId: string,
    @Body() body: ChangeAccountDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<Account> {
    return this.accounts.change(identity, id, accountId, body, version);
  }

  @Delete(':account_id')
  @HttpCode(204)
  @ApiHeader(IF_MATCH)
  @ApiOperation({ summary: 'Delete an account; with lines only by `?cascade=true`, which deletes them too.' })
  @ApiNoContentResponse()
  @ApiProblems(accountNotFound, accountHasLines, lastAccount, accountChanged, ...CHANGE_PROBLEMS)
  delete(
    @CurrentIdentity() identity: Identity,
    @Param('id', ObjectIdPipe) id: string,
    @Param('account_id', ObjectIdPipe) accountId: string,
    @Query() { cascade }: DeleteAccountQueryDto,
    @IfMatchVersion() version: number | undefined,
  ): Promise<void> {
    return this.accounts.delete(identity, id, accountId, { cascade: cascade === 'true', version });
  }
}
