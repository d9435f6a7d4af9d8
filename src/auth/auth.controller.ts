import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity, Public } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { PageQuery } from '../common/paging/page-query.dto';
import { showUser, UserDto } from '../users/dto/user.dto';
import { User } from '../users/user';
import { UsersService } from '../users/users.service';
import { AuthService, TokenPair } from './auth.service';
import { Devices } from './devices';
import { ChangePasswordDto, LoginDto, RefreshDto, RegisterDto } from './dto/credentials.dto';
import { SessionListDto } from './dto/session.dto';
import { SignInDto, TokenPairDto } from './dto/token-pair.dto';
import { SessionsService } from './sessions.service';

@ApiTags('auth')
@ApiProblems({ 400: 'validation.failed', 429: 'rate_limit.exceeded' })
@Controller({ path: 'auth', version: '1' })
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly devices: Devices,
  ) {}

  @Post('register')
  @Public()
  @ApiOperation({ summary: 'Opens an account and signs it in.', security: [] })
  @ApiCreatedResponse({ type: SignInDto, headers: { Location: { schema: { type: 'string' } } } })
  @ApiProblems({ 409: 'auth.email_taken' })
  async register(
    @Body() registration: RegisterDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInDto> {
    const signIn = await this.auth.register(registration, this.devices.of(request));
    response.location('/api/v1/users/me');
    return showSignIn(signIn);
  }

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in.', security: [] })
  @ApiOkResponse({ type: SignInDto })
  @ApiProblems({ 401: 'auth.invalid_credentials' })
  async login(@Body() { email, password }: LoginDto, @Req() request: Request): Promise<SignInDto> {
    return showSignIn(await this.auth.login(email, password, this.devices.of(request)));
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Spends a refresh token for a new pair.',
    description:
      'A refresh token is good for one use; one that comes back after that ends its session, even when two tabs ' +
      'sent it at the same moment. So let one of them refresh and share the pair.',
    security: [],
  })
  @ApiOkResponse({ type: TokenPairDto })
  @ApiProblems({ 401: 'auth.invalid_refresh_token' })
  async refresh(@Body() { refresh_token }: RefreshDto): Promise<TokenPairDto> {
    return showPair(await this.auth.refresh(refresh_token));
  }

  @Post('logout')
  @Public()
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends the session of a refresh token.', security: [] })
  @ApiNoContentResponse()
  logout(@Body() { refresh_token }: RefreshDto): Promise<void> {
    return this.auth.logout(refresh_token);
  }

  @Post('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes the password and ends every other session.' })
  @ApiNoContentResponse()
  @ApiProblems({ 401: 'auth.invalid_token' })
  changePassword(@CurrentIdentity() identity: Identity, @Body() change: ChangePasswordDto): Promise<void> {
    return this.auth.changePassword(identity, change);
  }

  @Get('me')
  @ApiOperation({ summary: 'Your own account.' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({ 401: 'auth.invalid_token' })
  async me(@CurrentIdentity() { userId }: Identity): Promise<UserDto> {
    return showUser(await this.users.get(userId));
  }

  @Get('sessions')
  @ApiOperation({ summary: 'Where you are signed in, newest sign-in first.' })
  @ApiOkResponse({ type: SessionListDto })
  @ApiProblems({ 401: 'auth.invalid_token' })
  async listSessions(
    @CurrentIdentity() { userId, sessionId }: Identity,
    @Query() query: PageQuery,
  ): Promise<SessionListDto> {
    const { items: sessions, next_cursor } = await this.sessions.page(userId, query);
    const items = sessions.map(({ id, user_agent, created_at, last_used_at, expires_at }) => ({
      id,
      user_agent,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at.toISOString(),
      expires_at: expires_at.toISOString(),
      current: id === sessionId,
    }));
    return { items, next_cursor };
  }

  @Delete('sessions/:session_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of your sessions.' })
  @ApiNoContentResponse()
  @ApiProblems({ 401: 'auth.invalid_token', 404: 'auth.session_not_found' })
  endSession(
    @CurrentIdentity() { userId }: Identity,
    @Param('session_id', ObjectIdPipe) sessionId: string,
  ): Promise<void> {
    return this.sessions.endOwn(userId, sessionId);
  }
}

function showPair({ access_token, refresh_token, expires_in }: TokenPair): TokenPairDto {
  return { access_token, refresh_token, token_type: 'Bearer', expires_in };
}

function showSignIn({ user, ...pair }: TokenPair & { user: User }): SignInDto {
  return { user: showUser(user), ...showPair(pair) };
}
