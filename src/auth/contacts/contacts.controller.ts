import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, Public, RequiresScope } from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { ContactsService } from './contacts.service';
import { CountedByAddress } from '../access/counted-by-address.decorator';
import {
  ChangeEmailDto,
  ConfirmPhoneDto,
  ForgottenPasswordDto,
  MailedTokenDto,
  ResetPasswordDto,
} from '../dto/contacts.dto';
import { emailTaken, userNotFound } from '../../users/users.errors';
import {
  channelOff,
  invalidCode,
  noPhone,
  tooManyAttempts,
  tooManyCodes,
  wrongPassword,
} from '../auth.errors';

@ApiTags('auth')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'auth', version: '1' })
export class ContactsController {
  constructor(private readonly contacts: ContactsService) {}

  @Post('email/confirmation')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Sends the mail that confirms your address again; nothing where it is confirmed.',
  })
  @ApiAcceptedResponse()
  @ApiProblems(channelOff, tooManyCodes, userNotFound)
  sendConfirmation(@CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.contacts.sendConfirmation(userId);
  }

  @Post('email/confirm')
  @Public()
  @CountedByAddress()
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirms an address by the token of a mail.', security: [] })
  @ApiNoContentResponse()
  @ApiProblems(invalidCode, emailTaken, tooManyCodes, userNotFound)
  confirmEmail(@Body() { token }: MailedTokenDto): Promise<void> {
    return this.contacts.confirmEmail(token);
  }

  @Post('email')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Asks for another address; it counts when the mail that goes there is confirmed.',
    description: 'The old address is told then and can take the change back for seven days.',
  })
  @ApiAcceptedResponse()
  @ApiProblems(wrongPassword, tooManyAttempts, channelOff, tooManyCodes)
  changeEmail(@CurrentIdentity() identity: Identity, @Body() change: ChangeEmailDto): Promise<void> {
    return this.contacts.changeEmail(identity, change.new_email, change.current_password);
  }

  @Post('email/undo')
  @Public()
  @CountedByAddress()
  @HttpCode(204)
  @ApiOperation({
    summary:
      'Takes a change of address back and ends every session, by the token of the mail to the old one.',
    security: [],
  })
  @ApiNoContentResponse()
  @ApiProblems(invalidCode, emailTaken, tooManyCodes, userNotFound)
  undoEmailChange(@Body() { token }: MailedTokenDto): Promise<void> {
    return this.contacts.undoEmailChange(token);
  }

  @Post('password/forgotten')
  @Public()
  @CountedByAddress()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Sends a mail to choose a new password, where there is an account with this confirmed address.',
    description: 'The answer is the same, and as fast, whether or not there is.',
    security: [],
  })
  @ApiAcceptedResponse()
  @ApiProblems(channelOff)
  forgotPassword(@Body() { email }: ForgottenPasswordDto): Promise<void> {
    return this.contacts.forgotPassword(email);
  }

  @Post('password/reset')
  @Public()
  @CountedByAddress()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sets a new password by the token of a mail and ends every session.',
    description: 'The token is good once: for half an hour, where an administrator sent it for seven days.',
    security: [],
  })
  @ApiNoContentResponse()
  @ApiProblems(invalidCode, userNotFound)
  resetPassword(@Body() { token, new_password }: ResetPasswordDto): Promise<void> {
    return this.contacts.resetPassword(token, new_password);
  }

  @Post('phone/confirmation')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends a code to your number; nothing where it is confirmed.' })
  @ApiAcceptedResponse()
  @ApiProblems(channelOff, noPhone, tooManyCodes, userNotFound)
  sendPhoneCode(@CurrentIdentity() { userId }: Identity): Promise<void> {
    return this.contacts.sendPhoneCode(userId);
  }

  @Post('phone/confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Confirms your number by the code of an SMS; five tries.' })
  @ApiNoContentResponse()
  @ApiProblems(invalidCode)
  confirmPhone(@CurrentIdentity() { userId }: Identity, @Body() { code }: ConfirmPhoneDto): Promise<void> {
    return this.contacts.confirmPhone(userId, code);
  }
}
