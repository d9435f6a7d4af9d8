import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Response } from 'express';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { emailTaken, userNotFound } from '../../users/users.errors';
import { tooManyAttempts, tooManyCodes, wrongPassword } from '../auth.errors';
import { CreatedUserDto, CreateUserDto, PasswordDemandDto } from '../dto/user-accounts.dto';
import { PasswordAgainDto } from '../factors/dto/factors.dto';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { UserAccountsService } from './user-accounts.service';
import { LOCATION } from '../../platform/http/edge/documented-headers';

/** Accounts of others, for administrators. */
@ApiTags('users')
@Controller({ path: 'users', version: '1' })
export class UserAccountsController {
  constructor(
    private readonly accounts: UserAccountsService,
    private readonly confirmation: PasswordConfirmation,
  ) {}

  @Post()
  @SuperuserOnly()
  @ApiOperation({
    summary: 'Opens an account, whoever may register (superusers).',
    description:
      'Its owner chooses the password by a token within seven days (`POST /auth/password/reset`). The token goes to the ' +
      'address by mail, which also confirms it; where no mail is sent, hand it over.',
  })
  @ApiCreatedResponse({ type: CreatedUserDto, headers: LOCATION })
  @ApiProblems(emailTaken)
  async create(
    @CurrentIdentity() { userId: actorId }: Identity,
    @Body() account: CreateUserDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedUserDto> {
    const created = await this.accounts.create(actorId, account);
    response.location(`/api/v1/users/${created.user.id}`);
    return CreatedUserDto.of(created);
  }

  @Post(':user_id/password/reset')
  @SuperuserOnly()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Ends the password, all sessions and all tokens of a user, who chooses a new password (superusers).',
    description:
      'Needs the password of who asks. Nobody signs in to the account, by a passkey either, before the new password is ' +
      'chosen by a token (`POST /auth/password/reset`). It goes to a confirmed address by mail; else hand it over. The ' +
      'user is told.',
  })
  @ApiOkResponse({ type: PasswordDemandDto })
  @ApiProblems(userNotFound, wrongPassword, tooManyAttempts, tooManyCodes)
  async resetPassword(
    @CurrentIdentity() actor: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Body() { current_password }: PasswordAgainDto,
  ): Promise<PasswordDemandDto> {
    await this.confirmation.confirm(actor, current_password);
    return PasswordDemandDto.of(await this.accounts.resetPassword(actor.userId, userId));
  }
}
