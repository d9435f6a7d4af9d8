import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { CountedByAddress } from '../../auth/access/counted-by-address.decorator';
import { invalidCode, tooManyAttempts, wrongPassword } from '../../auth/auth.errors';
import { MailedTokenDto } from '../../auth/dto/contacts.dto';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import {
  BeforeSecondFactor,
  CurrentIdentity,
  Public,
  RequiresScope,
} from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { AccountDeletionDto, DeleteAccountDto } from '../dto/deletion.dto';
import { superuserKept } from '../privacy.errors';
import { DeletionService } from './deletion.service';

@ApiTags('users')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'users', version: '1' })
export class DeletionController {
  constructor(private readonly deletion: DeletionService) {}

  @Delete('me')
  @BeforeSecondFactor()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Gives your account up: every session and token ends, and in seven days all of it is erased.',
    description:
      'A sign-in before that, or the token of the mail about it, keeps the account. Of what is erased nothing can be ' +
      'brought back; the audit log keeps what was done, under an id that leads to nobody any more.',
  })
  @ApiAcceptedResponse({ type: AccountDeletionDto })
  @ApiProblems(wrongPassword, tooManyAttempts, superuserKept)
  async delete(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password }: DeleteAccountDto,
  ): Promise<AccountDeletionDto> {
    const erase_at = await this.deletion.request(identity, current_password);
    return { erase_at: erase_at.toISOString() };
  }

  @Post('restore')
  @Public()
  @CountedByAddress()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Keeps an account that was given up, by the token of the mail about it.',
    security: [],
  })
  @ApiNoContentResponse()
  @ApiProblems(invalidCode)
  restore(@Body() { token }: MailedTokenDto): Promise<void> {
    return this.deletion.takeBack(token);
  }
}
