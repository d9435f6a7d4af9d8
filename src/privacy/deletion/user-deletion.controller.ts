import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { userNotFound } from '../../users/users.errors';
import { AccountDeletionDto } from '../dto/deletion.dto';
import { superuserKept } from '../privacy.errors';
import { DeletionService } from './deletion.service';

/** Accounts of others, for administrators. */
@ApiTags('users')
@Controller({ path: 'users', version: '1' })
export class UserDeletionController {
  constructor(private readonly deletion: DeletionService) {}

  @Delete(':user_id')
  @SuperuserOnly()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Closes an account at once; in seven days all of it is erased (superusers).',
    description: 'Until then `PATCH` with `is_active: true` keeps it; its owner cannot sign in.',
  })
  @ApiAcceptedResponse({ type: AccountDeletionDto })
  @ApiProblems(userNotFound, superuserKept)
  async delete(
    @CurrentIdentity() { userId: actorId }: Identity,
    @Param('user_id', ObjectIdPipe) userId: string,
  ): Promise<AccountDeletionDto> {
    const erase_at = await this.deletion.order(actorId, userId);
    return { erase_at: erase_at.toISOString() };
  }
}
