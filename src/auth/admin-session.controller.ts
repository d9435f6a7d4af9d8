import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../common/identity/identity.decorators';
import { BOARD_COOKIE, BOARD_COOKIE_PATH, BOARD_PATH } from '../platform/queues/board/board-access';
import { AdminSessions } from './admin-sessions.service';
import { AdminSessionDto, OpenAdminSessionDto } from './dto/admin-session.dto';

@ApiTags('auth')
@Controller({ path: 'auth', version: '1' })
export class AdminSessionController {
  constructor(private readonly adminSessions: AdminSessions) {}

  @Post('admin-session')
  @SuperuserOnly()
  @ApiOperation({
    summary: 'Opens the operators’ pages (/admin/queues) to this browser for 15 minutes, by a cookie.',
  })
  @ApiCreatedResponse({
    type: AdminSessionDto,
    headers: { 'Set-Cookie': { schema: { type: 'string' } }, Location: { schema: { type: 'string' } } },
  })
  @ApiProblems({
    400: 'validation.failed',
    401: 'auth.invalid_token',
    403: 'auth.superuser_only',
    429: 'http.too_many_requests',
  })
  open(
    @CurrentIdentity() identity: Identity,
    @Body() { write = false }: OpenAdminSessionDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): AdminSessionDto {
    const { ticket, expires_at } = this.adminSessions.open(identity, write);
    response.cookie(BOARD_COOKIE, ticket, {
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
