import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { PortfolioAccess, portfolioNotFound } from '../../common/identity/portfolio-access';
import { SESSION } from '../../common/identity/token-rights';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { tokenNotFound, tooManyAttempts, tooManyTokens, wrongPassword } from '../auth.errors';
import { CreatedTokenDto, CreateTokenDto, TokenDto, TokenPageDto } from '../dto/token.dto';
import { PersonalTokensService } from './personal-tokens.service';

@ApiTags('tokens')
@RequiresScope(SESSION)
@Controller({ path: 'tokens', version: '1' })
export class TokensController {
  constructor(
    private readonly tokens: PersonalTokensService,
    private readonly access: PortfolioAccess,
  ) {}

  @Post()
  @Throttle({ strict: {} })
  @ApiOperation({
    summary: 'Makes a personal access token for a program; at most 20 an account.',
    description: 'The token is told this once. It is counted by limits of its own and opens `/stream` too.',
  })
  @ApiCreatedResponse({ type: CreatedTokenDto })
  @ApiProblems(tooManyTokens, portfolioNotFound, wrongPassword, tooManyAttempts)
  async create(
    @CurrentIdentity() identity: Identity,
    @Body() wish: CreateTokenDto,
  ): Promise<CreatedTokenDto> {
    const portfolios = wish.portfolios?.map((id) => id.toLowerCase()) ?? null;
    if (portfolios) await this.access.demand(identity, portfolios);
    const created = await this.tokens.create(identity, { ...wish, portfolios });
    return { ...TokenDto.of(created), token: created.secret };
  }

  @Get()
  @ApiOperation({ summary: 'Your personal access tokens, newest first, without their secrets.' })
  @ApiOkResponse({ type: TokenPageDto })
  async list(@CurrentIdentity() { userId }: Identity): Promise<TokenPageDto> {
    const tokens = await this.tokens.list(userId);
    return { items: tokens.map((token) => TokenDto.of(token)), next_cursor: null };
  }

  @Delete(':token_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraws a token at once, on every instance and socket.' })
  @ApiNoContentResponse()
  @ApiProblems(tokenNotFound)
  withdraw(
    @CurrentIdentity() { userId }: Identity,
    @Param('token_id', ObjectIdPipe) id: string,
  ): Promise<void> {
    return this.tokens.withdraw(userId, id);
  }
}
