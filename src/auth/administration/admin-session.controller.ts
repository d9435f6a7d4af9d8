import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Request, Response } from 'express';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, SuperuserOnly, RequiresScope } from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { LOCATION } from '../../platform/http/edge/documented-headers';
import { cookieName } from '../../platform/http/edge/cookies';
import { BOARD_COOKIE, BOARD_COOKIE_PATH, BOARD_PATH } from '../../platform/queues/board/board-access';
import { AdminSessionsService } from './admin-sessions.service';
import { AdminSessionDto, OpenAdminSessionDto } from '../dto/admin-session.dto';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { tooManyAttempts, wrongPassword } from '../auth.errors';

@ApiTags('auth')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'auth', version: '1' })
export class AdminSessionController {
  constructor(
    private readonly adminSessions: AdminSessionsService,
    private readonly confirmation: PasswordConfirmation,
  ) {}

  @Post('admin-session')
  @SuperuserOnly()
  @ApiOperation({
    summary: 'Opens the operators’ pages (/admin/queues) to this browser for 15 minutes, by a cookie.',
  })
  @ApiCreatedResponse({
    type: AdminSessionDto,
    headers: { 'Set-Cookie': { schema: { type: 'string' } }, ...LOCATION },
  })
  @ApiProblems(wrongPassword, tooManyAttempts)
  async open(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password, write = false }: OpenAdminSessionDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AdminSessionDto> {
    await this.confirmation.confirm(identity, current_password);
    const { ticket, expires_at } = await this.adminSessions.open(identity, write);
    response.cookie(cookieName(request, BOARD_COOKIE), ticket, {
      path: BOARD_COOKIE_PATH,
      expires: expires_at,
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure,
    });
    response.location(BOARD_PATH);
    return { path: BOARD_PATH, write, expires_at: expires_at.toISOString() };
  }
}
