import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, SuperuserOnly } from '../../common/identity/identity.decorators';
import { ObjectIdPipe } from '../../common/ids/object-id.pipe';
import { Paged } from '../../common/paging/paged.decorator';
import { InvitationsQueryDto } from '../dto/invitations-query.dto';
import { emailTaken } from '../../users/users.errors';
import { CreatedInvitationDto, InvitationDto, InvitationPageDto, InviteDto } from '../dto/invitation.dto';
import { InvitationsService } from './invitations.service';
import { invitationNotFound, registrationClosed, tooManyInvitations } from './registration.errors';

@ApiTags('users')
@Controller({ path: 'invitations', version: '1' })
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post()
  @SuperuserOnly()
  @ApiOperation({
    summary: 'Invites an address to open an account within seven days (superusers).',
    description:
      'The token goes there by mail. An address that is invited again has the new invitation only.',
  })
  @ApiCreatedResponse({ type: CreatedInvitationDto })
  @ApiProblems(emailTaken, registrationClosed, tooManyInvitations)
  async create(
    @CurrentIdentity() { userId }: Identity,
    @Body() { email }: InviteDto,
  ): Promise<CreatedInvitationDto> {
    const created = await this.invitations.create(userId, email);
    return { ...InvitationDto.of(created), token: created.token };
  }

  @Get()
  @SuperuserOnly()
  @Paged()
  @ApiOperation({
    summary: 'The invitations that are open, newest first (superusers).',
    description: 'One that is used, withdrawn or over is kept no longer; the audit log tells of it.',
  })
  @ApiOkResponse({ type: InvitationPageDto })
  async list(@Query() query: InvitationsQueryDto): Promise<InvitationPageDto> {
    const { items, next_cursor } = await this.invitations.page(query);
    return { items: items.map((invitation) => InvitationDto.of(invitation)), next_cursor };
  }

  @Delete(':invitation_id')
  @SuperuserOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraws an invitation (superusers).' })
  @ApiNoContentResponse()
  @ApiProblems(invitationNotFound)
  withdraw(
    @CurrentIdentity() { userId }: Identity,
    @Param('invitation_id', ObjectIdPipe) id: string,
  ): Promise<void> {
    return this.invitations.withdraw(userId, id);
  }
}
