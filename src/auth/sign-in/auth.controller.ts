import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Request, Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import {
  BeforeSecondFactor,
  CurrentIdentity,
  Public,
  RequiresScope,
} from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Paged } from '../../common/paging/paged.decorator';
import { SessionsQueryDto } from '../dto/sessions-query.dto';
import { showUser, UserDto } from '../../users/dto/user.dto';
import { UsersService } from '../../users/users.service';
import { PasswordChangeService } from './password-change.service';
import { PasswordSignInService } from './password-sign-in.service';
import { SessionRenewalService } from './session-renewal.service';
import { CountedByAddress } from '../access/counted-by-address.decorator';
import { Devices } from './devices';
import {
  ChangePasswordDto,
  ConfirmRegistrationDto,
  LoginDto,
  RefreshDto,
  RegisterDto,
} from '../dto/credentials.dto';
import { SessionDto, SessionListDto } from '../dto/session.dto';
import { SignInDto, TokenPairDto } from '../dto/token-pair.dto';
import { invalidInvitation, invitationNeeded, registrationClosed } from '../registration/registration.errors';
import { BY_MAIL } from '../registration/by-mail';
import { RegistrationService } from '../registration/registration.service';
import { SessionsService } from '../sessions/sessions.service';
import { MfaRequiredDto } from '../factors/dto/mfa-required.dto';
import { showPair, showSignIn } from './sign-in-answers';
import {
  invalidCode,
  invalidCredentials,
  invalidRefreshToken,
  sessionNotFound,
  tooManyAttempts,
  wrongPassword,
} from '../auth.errors';
import { emailTaken, userNotFound } from '../../users/users.errors';
import { LOCATION } from '../../platform/http/edge/documented-headers';

@ApiTags('auth')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'auth', version: '1' })
export class AuthController {
  constructor(
    private readonly signIn: PasswordSignInService,
    private readonly renewal: SessionRenewalService,
    private readonly passwords: PasswordChangeService,
    private readonly registration: RegistrationService,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly devices: Devices,
  ) {}

  @Post('register')
  @Public()
  @CountedByAddress()
  @ApiOperation({
    summary: 'Opens an account and signs it in; where registrations are confirmed by mail, 202.',
    description: BY_MAIL,
    security: [],
  })
  @ApiAcceptedResponse({ description: 'A mail tells the rest.' })
  @ApiCreatedResponse({ type: SignInDto, headers: LOCATION })
  @ApiProblems(emailTaken, registrationClosed, invitationNeeded, invalidInvitation)
  async register(
    @Body() registration: RegisterDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInDto | undefined> {
    const signIn = await this.registration.register(registration, this.devices.of(request));
    if (!signIn) {
      response.status(202);
      return undefined;
    }
    response.location('/api/v1/users/me');
    return showSignIn(signIn);
  }

  @Post('register/confirm')
  @Public()
  @CountedByAddress()
  @ApiOperation({
    summary:
      'Opens the account of a registration by the token of its mail and its password, and signs it in.',
    security: [],
  })
  @ApiCreatedResponse({ type: SignInDto, headers: LOCATION })
  @ApiProblems(invalidCode, invalidCredentials, emailTaken, registrationClosed)
  async confirmRegistration(
    @Body() { token, password }: ConfirmRegistrationDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInDto> {
    const signIn = await this.registration.confirm(token, password, this.devices.of(request));
    response.location('/api/v1/users/me');
    return showSignIn(signIn);
  }

  @Post('login')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Signs in, or says that a second factor is needed.',
    description: 'An account with a second factor gets 202 and a ticket for `POST /auth/login/factor`.',
    security: [],
  })
  @ApiOkResponse({ type: SignInDto })
  @ApiAcceptedResponse({ type: MfaRequiredDto })
  @ApiProblems(invalidCredentials, tooManyAttempts)
  async login(
    @Body() { device_token, ...credentials }: LoginDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInDto | MfaRequiredDto> {
    const answer = await this.signIn.login(credentials, this.devices.of(request), device_token);
    if (!('ticket' in answer)) return showSignIn(answer);
    response.status(202);
    return MfaRequiredDto.of(answer);
  }

  @Post('refresh')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Spends a refresh token for a new pair.',
    description:
      'A refresh token is good for one use. For `REFRESH_REUSE_GRACE` (10 s) the one spent last is answered with the ' +
      'same successor again, so that a lost answer or two tabs sign nobody out; later, or an older one, ends the session.',
    security: [],
  })
  @ApiOkResponse({ type: TokenPairDto })
  @ApiProblems(invalidRefreshToken)
  async refresh(@Body() { refresh_token }: RefreshDto): Promise<TokenPairDto> {
    return showPair(await this.renewal.refresh(refresh_token));
  }

  @Post('logout')
  @Public()
  @CountedByAddress()
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends the session of a refresh token.', security: [] })
  @ApiNoContentResponse()
  logout(@Body() { refresh_token }: RefreshDto): Promise<void> {
    return this.renewal.logout(refresh_token);
  }

  @Post('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes the password and ends every other session and personal access token.' })
  @ApiNoContentResponse()
  @ApiProblems(wrongPassword, tooManyAttempts)
  changePassword(@CurrentIdentity() identity: Identity, @Body() change: ChangePasswordDto): Promise<void> {
    return this.passwords.change(identity, change);
  }

  @Get('me')
  @BeforeSecondFactor()
  @RequiresScope('read')
  @ApiOperation({ summary: 'Your own account.' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(userNotFound)
  async me(@CurrentIdentity() { userId }: Identity): Promise<UserDto> {
    return showUser(await this.users.show(userId));
  }

  @Get('sessions')
  @Paged()
  @ApiOperation({
    summary: 'Where you are signed in, newest sign-in first.',
    description: 'A short list, of sessions that have not ended; there is nothing to narrow it by.',
  })
  @ApiOkResponse({ type: SessionListDto })
  async listSessions(
    @CurrentIdentity() { userId, sessionId }: Identity,
    @Query() query: SessionsQueryDto,
  ): Promise<SessionListDto> {
    const { items, next_cursor } = await this.sessions.page(userId, query);
    return { items: items.map((session) => SessionDto.of(session, sessionId)), next_cursor };
  }

  @Delete('sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends all of your sessions at once, this one too; tokens for programs stay.' })
  @ApiNoContentResponse()
  endSessions(@CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.renewal.endSessions(userId);
  }

  @Delete('sessions/:session_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one of your sessions.' })
  @ApiNoContentResponse()
  @ApiProblems(sessionNotFound)
  endSession(
    @CurrentIdentity() { userId }: Identity,
    @Param('session_id', ObjectIdPipe) sessionId: string,
  ): Promise<void> {
    return this.sessions.endOwn(userId, sessionId);
  }
}
