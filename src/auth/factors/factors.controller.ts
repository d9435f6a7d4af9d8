import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
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
import { invalidCode, tooManyAttempts, wrongPassword } from '../auth.errors';
import { PasswordConfirmation } from '../sign-in/password-confirmation';
import { RecentSignIn } from '../sign-in/recent-sign-in';
import {
  ConfirmedTotpDto,
  ConfirmTotpDto,
  EnrolFactorDto,
  FactorsDto,
  PasswordAgainDto,
  RecoveryCodesDto,
  TotpEnrolmentDto,
} from './dto/factors.dto';
import { RememberedDeviceDto, RememberedDevicePageDto } from './dto/remembered-device.dto';
import { FactorHoldings } from './factor-holdings';
import { FactorRequirement } from './factor-requirement';
import { deviceNotFound, noFactor, totpExists } from './factors.errors';
import { RememberedDevicesService } from './devices/remembered-devices.service';
import { SecondFactorsService } from './second-factors.service';

@ApiTags('second factors')
@Throttle({ strict: {} })
@RequiresScope(SESSION)
@Controller({ path: 'auth/factors', version: '1' })
export class FactorsController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly holdings: FactorHoldings,
    private readonly devices: RememberedDevicesService,
    private readonly requirement: FactorRequirement,
    private readonly recentSignIn: RecentSignIn,
    private readonly confirmation: PasswordConfirmation,
  ) {}

  @Get()
  @BeforeSecondFactor()
  @ApiOperation({ summary: 'What your account signs in with beside its password.' })
  @ApiOkResponse({ type: FactorsDto })
  async of(@CurrentIdentity() { userId, isSuperuser }: Identity): Promise<FactorsDto> {
    const required = this.requirement.concerns({ is_superuser: isSuperuser });
    return { ...(await this.holdings.of(userId)), required };
  }

  @Post('totp')
  @BeforeSecondFactor()
  @ApiOperation({
    summary: 'Begins with an authenticator app (TOTP); it counts once a code of it is confirmed.',
    description: 'SHA-1, six digits, 30 seconds. Begun again, the secret before is forgotten.',
  })
  @ApiCreatedResponse({ type: TotpEnrolmentDto })
  @ApiProblems(totpExists, userNotFound, wrongPassword, tooManyAttempts)
  async enrol(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password }: EnrolFactorDto,
  ): Promise<TotpEnrolmentDto> {
    await this.recentSignIn.demand(identity, current_password);
    return this.factors.enrolTotp(identity.userId);
  }

  @Post('totp/confirm')
  @BeforeSecondFactor()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Takes the authenticator app into use by a code of it; the first factor ends every other session.',
  })
  @ApiOkResponse({ type: ConfirmedTotpDto })
  @ApiProblems(invalidCode)
  async confirm(
    @CurrentIdentity() identity: Identity,
    @Body() { code }: ConfirmTotpDto,
  ): Promise<ConfirmedTotpDto> {
    return { recovery_codes: await this.factors.confirmTotp(identity, code) };
  }

  @Post('totp/removal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes the authenticator app away, and what devices are remembered.' })
  @ApiNoContentResponse()
  @ApiProblems(noFactor, wrongPassword, tooManyAttempts)
  async remove(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password }: PasswordAgainDto,
  ): Promise<void> {
    await this.confirmation.confirm(identity, current_password);
    await this.factors.removeTotp(identity.userId);
  }

  @Post('recovery-codes')
  @ApiOperation({ summary: 'Makes ten recovery codes in place of those before; told this once.' })
  @ApiCreatedResponse({ type: RecoveryCodesDto })
  @ApiProblems(noFactor, wrongPassword, tooManyAttempts)
  async renewRecoveryCodes(
    @CurrentIdentity() identity: Identity,
    @Body() { current_password }: PasswordAgainDto,
  ): Promise<RecoveryCodesDto> {
    await this.confirmation.confirm(identity, current_password);
    return { recovery_codes: await this.factors.renewRecoveryCodes(identity.userId) };
  }

  @Get('devices')
  @ApiOperation({ summary: 'The devices on which no second factor is asked for, newest first; at most ten.' })
  @ApiOkResponse({ type: RememberedDevicePageDto })
  async listDevices(@CurrentIdentity() { userId }: Identity): Promise<RememberedDevicePageDto> {
    const devices = await this.devices.list(userId);
    return { items: devices.map((device) => RememberedDeviceDto.of(device)), next_cursor: null };
  }

  @Delete('devices/:device_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets a device: it is asked for the second factor at its next sign-in.' })
  @ApiNoContentResponse()
  @ApiProblems(deviceNotFound)
  forgetDevice(
    @CurrentIdentity() { userId }: Identity,
    @Param('device_id', ObjectIdPipe) id: string,
  ): Promise<void> {
    return this.devices.forget(userId, id);
  }
}
