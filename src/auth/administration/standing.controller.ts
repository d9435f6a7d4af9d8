import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { validationFailed } from '../../common/errors/http.errors';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { showUser, UserDto } from '../../users/dto/user.dto';
import { UsersService } from '../../users/users.service';
import { AuthAudit } from '../auth.audit';
import { ChangeStandingDto } from '../dto/change-standing.dto';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { SecurityNotices } from '../contacts/security-notices';
import { ownAccount, userNotFound } from '../../users/users.errors';
import { tooManyAttempts, wrongPassword } from '../auth.errors';

@ApiTags('users')
@Controller({ path: 'users', version: '1' })
export class StandingController {
  constructor(
    private readonly users: UsersService,
    private readonly confirmation: PasswordConfirmation,
    private readonly notices: SecurityNotices,
    private readonly audit: AuthAudit,
  ) {}

  @Patch(':user_id')
  @SuperuserOnly()
  @ApiOperation({
    summary: 'Activates, deactivates, promotes or demotes (superusers).',
    description:
      'A promotion needs `current_password`, the password of who promotes. Who is activated is not erased any more.',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(userNotFound, ownAccount, wrongPassword, tooManyAttempts)
  async change(
    @CurrentIdentity() actor: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Body() { current_password, ...changes }: ChangeStandingDto,
  ): Promise<UserDto> {
    if (changes.is_superuser) await this.confirm(actor, current_password);
    const user = await this.users.changeStanding(actor.userId, userId, changes);
    await this.audit.standingChanged(actor.userId, userId, { ...changes });
    if (changes.is_superuser) await this.notices.promoted(userId, actor.userId);
    return showUser(user);
  }

  private async confirm(actor: Identity, password: string | undefined): Promise<void> {
    if (password === undefined) {
      const message = 'current_password is needed for a promotion';
      throw validationFailed([{ field: 'current_password', message }]);
    }
    await this.confirmation.confirm(actor, password);
  }
}
