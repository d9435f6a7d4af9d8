import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AuditTrail } from '../audit/audit-trail';
import { ApiProblems } from '../common/errors/api-problems.decorator';
import { Identity } from '../common/identity/identity';
import { BeforeSecondFactor, CurrentIdentity, SuperuserOnly } from '../common/identity/identity.decorators';
import { ObjectIdPipe } from '../common/ids/object-id.pipe';
import { Paged } from '../common/paging/paged.decorator';
import { contentTag } from '../platform/http/conditional/entity-tag';
import { EntityTag } from '../platform/http/conditional/entity-tag.decorator';
import { UpdateProfileDto } from './dto/update-profile.dto';
import { UserPageDto } from './dto/user-list.dto';
import { showUser, UserDto } from './dto/user.dto';
import { UsersQueryDto } from './dto/users-query.dto';
import { UsersService } from './users.service';
import { userNotFound } from './users.errors';

@ApiTags('users')
@Controller({ path: 'users', version: '1' })
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly audit: AuditTrail,
  ) {}

  @Get('me')
  @EntityTag<UserDto>(contentTag)
  @BeforeSecondFactor()
  @ApiOperation({ summary: 'Your own account.' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(userNotFound)
  async me(@CurrentIdentity() { userId }: Identity): Promise<UserDto> {
    return showUser(await this.users.show(userId));
  }

  @Patch('me')
  @ApiOperation({ summary: 'Changes your profile and preferences; what is absent stays.' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(userNotFound)
  async updateMe(
    @CurrentIdentity() { userId }: Identity,
    @Body() changes: UpdateProfileDto,
  ): Promise<UserDto> {
    const user = await this.users.updateProfile(userId, changes);
    await this.audit.record({
      action: 'user.settings_changed',
      actor_id: userId,
      target: { kind: 'user', id: userId },
      user_id: userId,
      facts: { changed: Object.keys(changes) },
    });
    return showUser(user);
  }

  @Get()
  @SuperuserOnly()
  @Paged()
  @ApiOperation({ summary: 'All accounts, newest first (superusers).' })
  @ApiOkResponse({ type: UserPageDto })
  async list(@Query() query: UsersQueryDto): Promise<UserPageDto> {
    const { items, next_cursor } = await this.users.list(query);
    return { items: items.map(showUser), next_cursor };
  }

  @Get(':user_id')
  @SuperuserOnly()
  @ApiOperation({ summary: 'One account (superusers).' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(userNotFound)
  async get(@Param('user_id', ObjectIdPipe) userId: string): Promise<UserDto> {
    return showUser(await this.users.get(userId));
  }
}
