import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import {
  BeforeSecondFactor,
  CurrentIdentity,
  RequiresScope,
} from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { userNotFound } from '../../users/users.errors';
import { tooManyAttempts, wrongPassword } from '../auth.errors';
import { EnrolFactorDto, PasswordAgainDto } from '../factors/dto/factors.dto';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { RecentSignIn } from '../sign-in/recent-sign-in';
import {
  AddedPasskeyDto,
  AddPasskeyDto,
  PasskeyDto,
  PasskeyPageDto,
  PasskeyQuestionDto,
  RenamePasskeyDto,
} from './dto/passkey.dto';
import { invalidPasskey, passkeyNotFound, passkeysOff, tooManyPasskeys } from './passkeys.errors';
import { PasskeysService } from './passkeys.service';

@ApiTags('second factors')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'auth/passkeys', version: '1' })
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly recentSignIn: RecentSignIn,
    private readonly confirmation: PasswordConfirmation,
  ) {}

  @Post('options')
  @BeforeSecondFactor()
  @HttpCode(200)
  @ApiOperation({ summary: 'Begins with a passkey: what to ask the browser for.' })
  @ApiOkResponse({ type: PasskeyQuestionDto })
  @ApiProblems(passkeysOff, userNotFound, wrongPassword, tooManyAttempts)
  async begin(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password }: EnrolFactorDto,
  ): Promise<PasskeyQuestionDto> {
    await this.recentSignIn.demand(identity, current_password);
    return this.passkeys.begin(identity.userId);
  }

  @Post()
  @BeforeSecondFactor()
  @ApiOperation({
    summary: 'Adds the passkey that the browser made; at most ten an account.',
    description:
      'It signs in after the password, or alone. The first factor of an account ends every other session.',
  })
  @ApiCreatedResponse({ type: AddedPasskeyDto })
  @ApiProblems(invalidPasskey, tooManyPasskeys, passkeysOff)
  async add(
    @CurrentIdentity() identity: Identity,
    @Body() { name, ...answer }: AddPasskeyDto,
  ): Promise<AddedPasskeyDto> {
    const { passkey, recovery_codes } = await this.passkeys.add(identity, answer, name);
    return { ...PasskeyDto.of(passkey), recovery_codes };
  }

  @Get()
  @ApiOperation({ summary: 'Your passkeys, newest first.' })
  @ApiOkResponse({ type: PasskeyPageDto })
  async list(@CurrentIdentity() { userId }: Identity): Promise<PasskeyPageDto> {
    const passkeys = await this.passkeys.list(userId);
    return { items: passkeys.map((passkey) => PasskeyDto.of(passkey)), next_cursor: null };
  }

  @Patch(':passkey_id')
  @ApiOperation({ summary: 'Gives a passkey another name.' })
  @ApiOkResponse({ type: PasskeyDto })
  @ApiProblems(passkeyNotFound)
  async rename(
    @CurrentIdentity() { userId }: Identity,
    @Param('passkey_id', ObjectIdPipe) id: string,
    @Body() { name }: RenamePasskeyDto,
  ): Promise<PasskeyDto> {
    return PasskeyDto.of(await this.passkeys.rename(userId, id, name));
  }

  @Post(':passkey_id/removal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a passkey, with the password, and what devices are remembered.' })
  @ApiNoContentResponse()
  @ApiProblems(passkeyNotFound, wrongPassword, tooManyAttempts)
  async remove(
    @CurrentIdentity() identity: Identity,
    @Param('passkey_id', ObjectIdPipe) id: string,
    @Body() { current_password }: PasswordAgainDto,
  ): Promise<void> {
    await this.confirmation.confirm(identity, current_password);
    await this.passkeys.remove(identity.userId, id);
  }
}
