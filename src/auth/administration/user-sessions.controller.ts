import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Paged } from '../../common/paging/paged.decorator';
import { SessionsQueryDto } from '../dto/sessions-query.dto';
import { userNotFound } from '../../users/users.errors';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { sessionNotFound } from '../auth.errors';
import { SessionDto, SessionListDto } from '../dto/session.dto';
import { SessionsService } from '../sessions/sessions.service';

/** Where other users are signed in, for administrators. */
@ApiTags('users')
@Controller({ path: 'users/:user_id/sessions', version: '1' })
export class UserSessionsController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly audit: AuthAudit,
  ) {}

  @Get()
  @SuperuserOnly()
  @Paged()
  @ApiOperation({
    summary: 'Where a user is signed in, newest sign-in first (superusers).',
    description: 'A short list, of sessions that have not ended; there is nothing to narrow it by.',
  })
  @ApiOkResponse({ type: SessionListDto })
  @ApiProblems(userNotFound)
  async list(
    @CurrentIdentity() actor: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Query() query: SessionsQueryDto,
  ): Promise<SessionListDto> {
    await this.users.get(userId);
    const { items, next_cursor } = await this.sessions.page(userId, query);
    return { items: items.map((session) => SessionDto.of(session, actor.sessionId)), next_cursor };
  }

  @Delete()
  @SuperuserOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends all sessions of a user (superusers).' })
  @ApiNoContentResponse()
  @ApiProblems(userNotFound)
  async endAll(
    @CurrentIdentity() { userId: actorId }: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
  ): Promise<void> {
    await this.users.get(userId);
    await this.sessions.end({ userId });
    await this.audit.sessionsEnded(actorId, userId);
  }

  @Delete(':session_id')
  @SuperuserOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one session of a user (superusers).' })
  @ApiNoContentResponse()
  @ApiProblems(sessionNotFound)
  async end(
    @CurrentIdentity() { userId: actorId }: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Param('session_id', ObjectIdPipe) sessionId: string,
  ): Promise<void> {
    await this.sessions.endOwn(userId, sessionId);
    await this.audit.sessionsEnded(actorId, userId, sessionId);
  }
}
