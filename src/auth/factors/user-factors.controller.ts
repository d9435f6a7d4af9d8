import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope, SuperuserOnly } from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { userNotFound } from '../../users/users.errors';
import { tooManyAttempts, wrongPassword } from '../auth.errors';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { PasswordAgainDto } from './dto/factors.dto';
import { SecondFactorsService } from './second-factors.service';

/** Second factors of users who have lost them, for administrators. */
@ApiTags('users')
@Throttle({ strict: {} })
@Controller({ path: 'users/:user_id/factors', version: '1' })
export class UserFactorsController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly confirmation: PasswordConfirmation,
  ) {}

  @Post('reset')
  @SuperuserOnly()
  @RequiresScope(SESSION)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Takes all second factors from a user who has lost them, and ends the sessions (superusers).',
    description: 'Needs the password of who asks; the user is told.',
  })
  @ApiNoContentResponse()
  @ApiProblems(userNotFound, wrongPassword, tooManyAttempts)
  async reset(
    @CurrentIdentity() actor: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
    @Body() { current_password }: PasswordAgainDto,
  ): Promise<void> {
    await this.confirmation.confirm(actor, current_password);
    await this.factors.reset(actor.userId, userId);
  }
}
