import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Public } from '../../common/identity/identity.decorators';
import { Environment } from '../../config/environment';
import { CountedByAddress } from '../access/counted-by-address.decorator';
import { foreignOrigin, invalidCode, invalidCredentials, tooManyAttempts } from '../auth.errors';
import { CookieSignInDto } from '../dto/cookie-sign-in.dto';
import { Devices } from '../sign-in/devices';
import { refuseForeignOrigin } from '../sign-in/session-cookie';
import { answerWithCookie, showSignIn } from '../sign-in/sign-in-answers';
import { setDeviceCookie } from './devices/device-cookie';
import { PasskeyQuestionDto } from '../passkeys/dto/passkey.dto';
import { invalidPasskey, passkeysOff } from '../passkeys/passkeys.errors';
import { FactorSignInDto, FactorStepDto, SignInTicketDto } from './dto/factor-step.dto';
import { FactorSignInService } from './factor-sign-in.service';
import { invalidTicket } from './factors.errors';

/** The second step of a sign-in that answered `mfa_required`, with tokens in the answer or in cookies. */
@ApiTags('auth')
@Controller({ path: 'auth', version: '1' })
export class FactorSignInController {
  constructor(
    private readonly signIns: FactorSignInService,
    private readonly devices: Devices,
    private readonly environment: Environment,
  ) {}

  @Post('login/factor/options')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'What to ask the browser for, where a passkey is the second factor.',
    security: [],
  })
  @ApiOkResponse({ type: PasskeyQuestionDto })
  @ApiProblems(invalidTicket, passkeysOff)
  askForPasskey(@Body() { ticket }: SignInTicketDto): Promise<PasskeyQuestionDto> {
    return this.signIns.askForPasskey(ticket);
  }

  @Post('login/factor')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in by the ticket of `mfa_required` and a second factor.', security: [] })
  @ApiOkResponse({ type: FactorSignInDto })
  @ApiProblems(invalidTicket, invalidCode, invalidPasskey, passkeysOff, invalidCredentials, tooManyAttempts)
  async login(@Body() step: FactorStepDto, @Req() request: Request): Promise<FactorSignInDto> {
    const { device_token, ...signIn } = await this.complete(step, request);
    return { ...showSignIn(signIn), device_token };
  }

  @Post('cookie/login/factor')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Signs this browser in by the ticket of `mfa_required` and a second factor.',
    description:
      'A device that is to be remembered gets the cookie `__Secure-tickfolio_device` for thirty days; where the ' +
      'installation is reached without HTTPS, `tickfolio_device`.',
    security: [],
  })
  @ApiOkResponse({
    type: CookieSignInDto,
    headers: {
      'Set-Cookie': {
        description: 'The refresh token, and the token of a device that is remembered.',
        schema: { type: 'string' },
      },
    },
  })
  @ApiProblems(
    foreignOrigin,
    invalidTicket,
    invalidCode,
    invalidPasskey,
    passkeysOff,
    invalidCredentials,
    tooManyAttempts,
  )
  async loginWithCookie(
    @Body() step: FactorStepDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto> {
    refuseForeignOrigin(request, this.environment);
    const { device_token, ...signIn } = await this.complete(step, request);
    if (device_token !== null) setDeviceCookie(request, response, device_token);
    return answerWithCookie(request, response, signIn, this.environment);
  }

  private complete({ ticket, code = '', passkey, remember_device = false }: FactorStepDto, request: Request) {
    const shown = passkey ? { passkey } : { code };
    return this.signIns.complete({ ticket, shown, remember_device }, this.devices.of(request));
  }
}
