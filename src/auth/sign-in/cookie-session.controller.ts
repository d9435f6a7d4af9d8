import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Public } from '../../common/identity/identity.decorators';
import { Environment } from '../../config/environment';
import {
  foreignOrigin,
  invalidCode,
  invalidCredentials,
  invalidRefreshToken,
  tooManyAttempts,
} from '../auth.errors';
import { PasswordSignInService } from './password-sign-in.service';
import { SessionRenewalService } from './session-renewal.service';
import { emailTaken } from '../../users/users.errors';
import { CountedByAddress } from '../access/counted-by-address.decorator';
import { Devices } from './devices';
import { CookieSignInDto } from '../dto/cookie-sign-in.dto';
import { ConfirmRegistrationDto, CookieLoginDto, RegisterDto } from '../dto/credentials.dto';
import { deviceCookie } from '../factors/devices/device-cookie';
import { MfaRequiredDto } from '../factors/dto/mfa-required.dto';
import { invalidInvitation, invitationNeeded, registrationClosed } from '../registration/registration.errors';
import { BY_MAIL } from '../registration/by-mail';
import { RegistrationService } from '../registration/registration.service';
import { clearRefreshCookie, refreshCookie, refuseForeignOrigin } from './session-cookie';
import { answerWithCookie } from './sign-in-answers';
import { LOCATION } from '../../platform/http/edge/documented-headers';

const COOKIE_NAME =
  'The cookie is `__Secure-tickfolio_refresh`; where the installation is reached without HTTPS, `tickfolio_refresh`.';

const SET_COOKIE = {
  'Set-Cookie': { description: 'The refresh token, for this path only.', schema: { type: 'string' } },
} as const;

/** The same sessions for browsers: the refresh token is an httpOnly cookie, only the access token is in the answer. */
@ApiTags('auth')
@ApiProblems(foreignOrigin)
@Controller({ path: 'auth/cookie', version: '1' })
export class CookieSessionController {
  constructor(
    private readonly signIn: PasswordSignInService,
    private readonly renewal: SessionRenewalService,
    private readonly registration: RegistrationService,
    private readonly devices: Devices,
    private readonly environment: Environment,
  ) {}

  @Post('register')
  @Public()
  @CountedByAddress()
  @ApiOperation({
    summary: 'Opens an account and signs this browser in; where registrations are confirmed by mail, 202.',
    description: BY_MAIL,
    security: [],
  })
  @ApiAcceptedResponse({ description: 'A mail tells the rest.' })
  @ApiCreatedResponse({
    type: CookieSignInDto,
    headers: { ...SET_COOKIE, ...LOCATION },
  })
  @ApiProblems(emailTaken, registrationClosed, invitationNeeded, invalidInvitation)
  async register(
    @Body() registration: RegisterDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto | undefined> {
    refuseForeignOrigin(request, this.environment);
    const signIn = await this.registration.register(registration, this.devices.of(request));
    if (!signIn) {
      response.status(202);
      return undefined;
    }
    response.location('/api/v1/users/me');
    return answerWithCookie(request, response, signIn, this.environment);
  }

  @Post('register/confirm')
  @Public()
  @CountedByAddress()
  @ApiOperation({
    summary: 'Opens the account of a registration by the token of its mail, and signs this browser in.',
    security: [],
  })
  @ApiCreatedResponse({
    type: CookieSignInDto,
    headers: { ...SET_COOKIE, ...LOCATION },
  })
  @ApiProblems(invalidCode, invalidCredentials, emailTaken, registrationClosed)
  async confirmRegistration(
    @Body() { token, password }: ConfirmRegistrationDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto> {
    refuseForeignOrigin(request, this.environment);
    const signIn = await this.registration.confirm(token, password, this.devices.of(request));
    response.location('/api/v1/users/me');
    return answerWithCookie(request, response, signIn, this.environment);
  }

  @Post('login')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Signs this browser in, or says that a second factor is needed.',
    description:
      'An account with a second factor gets 202 and a ticket for `POST /auth/cookie/login/factor`.',
    security: [],
  })
  @ApiOkResponse({ type: CookieSignInDto, headers: SET_COOKIE })
  @ApiAcceptedResponse({ type: MfaRequiredDto })
  @ApiProblems(invalidCredentials, tooManyAttempts)
  async login(
    @Body() credentials: CookieLoginDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto | MfaRequiredDto> {
    refuseForeignOrigin(request, this.environment);
    const device = this.devices.of(request);
    const answer = await this.signIn.login(credentials, device, deviceCookie(request));
    if (!('ticket' in answer)) return answerWithCookie(request, response, answer, this.environment);
    response.status(202);
    return MfaRequiredDto.of(answer);
  }

  @Post('refresh')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Spends the cookie of the refresh token for a new one and an access token; the body is empty.',
    description: COOKIE_NAME,
    security: [],
  })
  @ApiOkResponse({ type: CookieSignInDto, headers: SET_COOKIE })
  @ApiProblems(invalidRefreshToken)
  async refresh(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto> {
    refuseForeignOrigin(request, this.environment);
    const signIn = await this.renewal.refresh(refreshCookie(request));
    return answerWithCookie(request, response, signIn, this.environment);
  }

  @Post('logout')
  @Public()
  @CountedByAddress()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Ends the session of the cookie of the refresh token and removes it; the body is empty.',
    description: COOKIE_NAME,
    security: [],
  })
  @ApiNoContentResponse({ headers: SET_COOKIE })
  @ApiProblems(invalidRefreshToken)
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    refuseForeignOrigin(request, this.environment);
    await this.renewal.logout(refreshCookie(request));
    clearRefreshCookie(request, response);
  }
}
