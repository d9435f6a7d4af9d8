import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Public } from '../../common/identity/identity.decorators';
import { Environment } from '../../config/environment';
import { CountedByAddress } from '../access/counted-by-address.decorator';
import { foreignOrigin, invalidCredentials } from '../auth.errors';
import { CookieSignInDto } from '../dto/cookie-sign-in.dto';
import { SignInDto } from '../dto/token-pair.dto';
import { Devices } from '../sign-in/devices';
import { refuseForeignOrigin } from '../sign-in/session-cookie';
import { answerWithCookie, showSignIn } from '../sign-in/sign-in-answers';
import { PasskeyAnswerDto, PasskeyQuestionDto } from './dto/passkey.dto';
import { PasskeySignInService } from './passkey-sign-in.service';
import { invalidPasskey, passkeysOff } from './passkeys.errors';

/** Sign-in by a passkey alone, without address and password. */
@ApiTags('auth')
@ApiProblems(passkeysOff)
@Controller({ path: 'auth', version: '1' })
export class PasskeySignInController {
  constructor(
    private readonly signIns: PasskeySignInService,
    private readonly devices: Devices,
    private readonly environment: Environment,
  ) {}

  @Post('login/passkey/options')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({ summary: 'Begins a sign-in by passkey: what to ask the browser for.', security: [] })
  @ApiOkResponse({ type: PasskeyQuestionDto })
  begin(): Promise<PasskeyQuestionDto> {
    return this.signIns.begin();
  }

  @Post('login/passkey')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in by a passkey; no second factor is asked for.', security: [] })
  @ApiOkResponse({ type: SignInDto })
  @ApiProblems(invalidPasskey, invalidCredentials)
  async login(@Body() answer: PasskeyAnswerDto, @Req() request: Request): Promise<SignInDto> {
    return showSignIn(await this.signIns.complete(answer, this.devices.of(request)));
  }

  @Post('cookie/login/passkey')
  @Public()
  @CountedByAddress()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Signs this browser in by a passkey; no second factor is asked for.',
    security: [],
  })
  @ApiOkResponse({
    type: CookieSignInDto,
    headers: { 'Set-Cookie': { description: 'The refresh token.', schema: { type: 'string' } } },
  })
  @ApiProblems(foreignOrigin, invalidPasskey, invalidCredentials)
  async loginWithCookie(
    @Body() answer: PasskeyAnswerDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CookieSignInDto> {
    refuseForeignOrigin(request, this.environment);
    const signIn = await this.signIns.complete(answer, this.devices.of(request));
    return answerWithCookie(request, response, signIn, this.environment);
  }
}
