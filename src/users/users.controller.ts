import { Body, Controller, Get, Logger, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { PageQuery } from '../common/paging/page-query.dto';
import { ChangeStandingDto } from './dto/change-standing.dto';
import { UpdateProfileDto } from './dto/update-profile.dto';
import { UserListDto } from './dto/user-list.dto';
import { showUser, UserDto } from './dto/user.dto';
import { UsersService } from './users.service';

@ApiTags('users')
@ApiProblems({ 400: 'validation.failed', 401: 'auth.invalid_token', 429: 'rate_limit.exceeded' })
@Controller({ path: 'users', version: '1' })
export class UsersController {
  private readonly audit = new Logger('Audit');

  constructor(private readonly users: UsersService) {}

  @Get('me')
  @ApiOperation({ summary: 'Your own account.' })
  @ApiOkResponse({ type: UserDto })
  async me(@CurrentIdentity() { userId }: Identity): Promise<UserDto> {
    return showUser(await this.users.get(userId));
  }

  @Patch('me')
  @ApiOperation({ summary: 'Changes your profile and preferences; what is absent stays.' })
  @ApiOkResponse({ type: UserDto })
  async updateMe(
    @CurrentIdentity() { userId }: Identity,
    @Body() changes: UpdateProfileDto,
  ): Promise<UserDto> {
    return showUser(await this.users.updateProfile(userId, changes));
  }

  @Get()
  @SuperuserOnly()
  @ApiOperation({ summary: 'All accounts, newest first (superusers).' })
  @ApiOkResponse({ type: UserListDto })
  @ApiProblems({ 403: 'auth.superuser_only' })
  async list(@Query() query: PageQuery): Promise<UserListDto> {
    const { items, next_cursor } = await this.users.list(query);
    return { items: items.map(showUser), next_cursor };
  }

  @Get(':user_id')
  @SuperuserOnly()
  @ApiOperation({ summary: 'One account (superusers).' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({ 403: 'auth.superuser_only', 404: 'user.not_found' })
  async get(@Param('user_id', ObjectIdPipe) userId: string): Promise<UserDto> {
    return showUser(await this.users.get(userId));
  }

  @Patch(':user_id')
  @SuperuserOnly()
  @ApiOperation({ summary: 'Activates, deactivates, promotes or demotes (superusers).' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({ 403: 'auth.superuser_only', 404: 'user.not_found', 409: 'user.own_account' })
  async changeStanding(
    @CurrentIdentity() actor: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Body() changes: ChangeStandingDto,
  ): Promise<UserDto> {
    const user = await this.users.changeStanding(actor.userId, userId, changes);
    this.audit.log({
      event: 'user.standing_changed',
      actor_id: actor.userId,
      subject_id: userId,
      ...changes,
    });
    return showUser(user);
  }
}
