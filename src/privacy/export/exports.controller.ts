import { Body, Controller, Get, HttpCode, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Response } from 'express';
import { tooManyAttempts, wrongPassword } from '../../auth/auth.errors';
import { ApiProblems } from '../../common/errors/api-problems.decorator';
import { Identity } from '../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../common/identity/identity.decorators';
import { SESSION } from '../../common/identity/token-rights';
import { AccountExportDto, OrderExportDto } from '../dto/export.dto';
import { exportInTheMaking, exportNotCompleted, exportNotFound } from '../privacy.errors';
import { ExportsService } from './exports.service';
import { FILE_NAME, LOCATION } from '../../platform/http/edge/documented-headers';

@ApiTags('users')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'users/me/export', version: '1' })
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Orders an archive of everything that your account has, in the place of the one before.',
    description:
      'A ZIP with each kind of thing as JSON and as CSV, and each portfolio as its own export has it. No secrets: no ' +
      'passwords, tokens or keys. A notification tells when it is there; it is kept for seven days.',
  })
  @ApiAcceptedResponse({ type: AccountExportDto, headers: LOCATION })
  @ApiProblems(exportInTheMaking, wrongPassword, tooManyAttempts)
  async order(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password }: OrderExportDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountExportDto> {
    const ordered = await this.exports.order(identity, current_password);
    response.location('/api/v1/users/me/export');
    return AccountExportDto.of(ordered);
  }

  @Get()
  @ApiOperation({ summary: 'The archive that you ordered last, and how far it is.' })
  @ApiOkResponse({ type: AccountExportDto })
  @ApiProblems(exportNotFound)
  async get(@CurrentIdentity() { userId }: Identity): Promise<AccountExportDto> {
    return AccountExportDto.of(await this.exports.get(userId));
  }

  @Get('download')
  @ApiOperation({ summary: 'The archive itself.' })
  @ApiProduces('application/zip')
  @ApiOkResponse({
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
    headers: FILE_NAME,
  })
  @ApiProblems(exportNotFound, exportNotCompleted)
  async download(@CurrentIdentity() { userId }: Identity): Promise<StreamableFile> {
    const { size, bytes } = await this.exports.file(userId);
    const disposition = 'attachment; filename="account.zip"';
    return new StreamableFile(bytes, { type: 'application/zip', length: size, disposition });
  }
}
