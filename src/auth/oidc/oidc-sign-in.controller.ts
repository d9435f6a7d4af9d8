import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Public } from '../../common/identity/identity.decorators';
import { Environment } from '../../config/environment';
import { emailTaken } from '../../users/users.errors';
import { CountedByAddress } from '../access/counted-by-address.decorator';
import { foreignOrigin, invalidCredentials } from '../auth.errors';
import { CookieSignInDto } from '../dto/cookie-sign-in.dto';
import { SignInDto } from '../dto/token-pair.dto';
import { deviceCookie } from '../factors/devices/device-cookie';
import { MfaRequiredDto } from '../factors/dto/mfa-required.dto';
import { invalidInvitation, invitationNeeded, registrationClosed } from '../registration/registration.errors';
import { Devices } from '../sign-in/devices';
import { refuseForeignOrigin } from '../sign-in/session-cookie';
import { answerWithCookie, showSignIn } from '../sign-in/sign-in-answers';
import {
  BeginOidcSignInDto,
  OidcAnswerDto,
  OidcProviderDto,
  OidcProviderListDto,
  OidcQuestionDto,
  OidcSignInDto,
} from './dto/oidc.dto';
import { OidcProviders } from './oidc-providers';
import { OidcSignInService } from './oidc-sign-in.service';
import {
  addressUnverified,
  foreignDomain,
  invalidProviderAnswer,
  linkNeeded,
  linkTaken,
  providerNotFound,
  providerUnavailable,
} from './oidc.errors';

const PROBLEMS = [
  invalidProviderAnswer,
  providerNotFound,
  providerUnavailable,
  addressUnverified,
  foreignDomain,
  linkNeeded,
  linkTaken,
  invalidCredentials,
  emailTaken,
  registrationClosed,
  invitationNeeded,
  invalidInvitation,
] as const;
const WHO =
  'Who is linked is signed in, and asked for a second factor where the account has one (202). Who is new gets an account ' +
  'as `REGISTRATION` allows; it has no password until its owner chooses one by `POST /auth/password/forgotten`.';

/** Sign-in by an OpenID Connect provider of `OIDC_ISSUERS`; there are none unless it is set. */
@ApiTags('auth')
@Controller({ path: 'auth', version: '1' })
export class OidcSignInController {
  constructor(
    private readonly signIns: OidcSignInService,
    private readonly providers: OidcProviders,
    private readonly devices: Devices,
    private readonly environment: Environment,
  ) {}

  @Get('oidc/providers')
  @Public()
  @CountedByAddress()
  @ApiOperation({ summary: 'The providers by which one can sign in here.', security: [] })
  @ApiOkResponse({ type: OidcProviderListDto })
  list(): OidcProviderListDto {
    return { items: this.providers.list().map((issuer) => OidcProviderDto.of(issuer)) };
  }

  @Post('login/oidc/options')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({ summary: 'Begins a sign-in by a provider: where to send the browser.', security: [] })
  @ApiOkResponse({ type: OidcQuestionDto })
  @ApiProblems(providerNotFound, providerUnavailable)
  begin(@Body() { provider, invitation }: BeginOidcSignInDto): Promise<OidcQuestionDto> {
    return this.signIns.begin(provider, invitation);
  }

  @Post('login/oidc')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in by what the provider sent back.', description: WHO, security: [] })
  @ApiOkResponse({ type: SignInDto })
  @ApiAcceptedResponse({ type: MfaRequiredDto })
  @ApiProblems(...PROBLEMS)
  async login(
    @Body() { device_token, ...answer }: OidcSignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInDto | MfaRequiredDto> {
    const done = await this.signIns.complete(answer, this.devices.of(request), device_token);
    if (!('ticket' in done)) return showSignIn(done);
    response.status(202);
    return MfaRequiredDto.of(done);
  }

  @Post('cookie/login/oidc')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Signs this browser in by what the provider sent back.',
    description: WHO,
    security: [],
  })
  @ApiOkResponse({
    type: CookieSignInDto,
    headers: { 'Set-Cookie': { description: 'The refresh token.', schema: { type: 'string' } } },
  })
  @ApiAcceptedResponse({ type: MfaRequiredDto })
  @ApiProblems(foreignOrigin, ...PROBLEMS)
  async loginWithCookie(
    @Body() answer: OidcAnswerDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto | MfaRequiredDto> {
    refuseForeignOrigin(request, this.environment);
    const done = await this.signIns.complete(answer, this.devices.of(request), deviceCookie(request));
    if (!('ticket' in done)) return answerWithCookie(request, response, done, this.environment);
    response.status(202);
    return MfaRequiredDto.of(done);
  }
}
