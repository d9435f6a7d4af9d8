import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
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
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { userNotFound } from '../../users/users.errors';
import { tooManyAttempts, wrongPassword } from '../auth.errors';
import { PasswordAgainDto } from '../factors/dto/factors.dto';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { RecentSignIn } from '../sign-in/recent-sign-in';
import {
  BeginOidcLinkDto,
  OidcAnswerDto,
  OidcLinkDto,
  OidcLinkPageDto,
  OidcQuestionDto,
} from './dto/oidc.dto';
import { OidcLinksService } from './oidc-links.service';
import {
  addressUnverified,
  foreignDomain,
  invalidProviderAnswer,
  linkNotFound,
  linkTaken,
  otherAddress,
  providerNotFound,
  providerUnavailable,
} from './oidc.errors';

@ApiTags('auth')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'auth/oidc/links', version: '1' })
export class OidcLinksController {
  constructor(
    private readonly links: OidcLinksService,
    private readonly recentSignIn: RecentSignIn,
    private readonly confirmation: PasswordConfirmation,
  ) {}

  @Post('options')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begins a link to a provider: where to send the browser.' })
  @ApiOkResponse({ type: OidcQuestionDto })
  @ApiProblems(providerNotFound, providerUnavailable, wrongPassword, tooManyAttempts)
  async begin(
    @CurrentIdentity() identity: Identity,
    @Body() { provider, current_password }: BeginOidcLinkDto,
  ): Promise<OidcQuestionDto> {
    await this.recentSignIn.demand(identity, current_password);
    return this.links.begin(identity.userId, provider);
  }

  @Post()
  @ApiOperation({
    summary: 'Links your account to who you are at the provider; one link a provider.',
    description:
      'The provider must vouch for the address of the account, which must be confirmed. A link signs in without the ' +
      'password; a second factor is asked for all the same.',
  })
  @ApiCreatedResponse({ type: OidcLinkDto })
  @ApiProblems(
    invalidProviderAnswer,
    providerNotFound,
    providerUnavailable,
    addressUnverified,
    foreignDomain,
    otherAddress,
    linkTaken,
    userNotFound,
  )
  async add(@CurrentIdentity() { userId }: Identity, @Body() answer: OidcAnswerDto): Promise<OidcLinkDto> {
    return OidcLinkDto.of(await this.links.add(userId, answer));
  }

  @Get()
  @ApiOperation({ summary: 'The providers that your account is linked to, oldest first.' })
  @ApiOkResponse({ type: OidcLinkPageDto })
  async list(@CurrentIdentity() { userId }: Identity): Promise<OidcLinkPageDto> {
    const links = await this.links.list(userId);
    return { items: links.map((link) => OidcLinkDto.of(link)), next_cursor: null };
  }

  @Post(':link_id/removal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a link, with the password.' })
  @ApiNoContentResponse()
  @ApiProblems(linkNotFound, wrongPassword, tooManyAttempts)
  async remove(
    @CurrentIdentity() identity: Identity,
    @Param('link_id', ObjectIdPipe) id: string,
    @Body() { current_password }: PasswordAgainDto,
  ): Promise<void> {
    await this.confirmation.confirm(identity, current_password);
    await this.links.remove(identity.userId, id);
  }
}
