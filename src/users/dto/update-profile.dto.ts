import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { IsCurrency } from '../../common/currencies/currency-code';
import { IsOneLine } from '../../common/text/one-line';
import { trimmed } from '../../common/text/trimmed';
import { IfGiven, IfGivenOrNull } from '../../common/validation/if-given';
import { IsLanguageTag, IsTimeZone } from '../../common/validation/locale';
import { Theme, THEMES } from '../user';

@ApiSchema({ name: 'UpdateNotificationPreferences' })
export class UpdateNotificationPreferencesDto {
  @ApiPropertyOptional({ example: true })
  @IfGiven()
  @IsBoolean()
  email?: boolean;

  @ApiPropertyOptional({ example: true })
  @IfGiven()
  @IsBoolean()
  sms?: boolean;
}

@ApiSchema({ name: 'UpdatePreferences' })
export class UpdatePreferencesDto {
  @ApiPropertyOptional({ enum: THEMES, example: 'dark' })
  @IfGiven()
  @IsIn(THEMES)
  theme?: Theme;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'de-CH', description: 'null removes it' })
  @IfGivenOrNull()
  @IsLanguageTag()
  locale?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'CHF',
    description: 'ISO 4217; null removes it',
  })
  @IfGivenOrNull()
  @IsCurrency()
  base_currency?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Europe/Zurich',
    description: 'null removes it',
  })
  @IfGivenOrNull()
  @IsTimeZone()
  time_zone?: string | null;

  @ApiPropertyOptional({ type: UpdateNotificationPreferencesDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => UpdateNotificationPreferencesDto)
  notifications?: UpdateNotificationPreferencesDto;
}

@ApiSchema({ name: 'UpdateProfile' })
export class UpdateProfileDto {
  @ApiPropertyOptional({ example: 'Ada King', minLength: 1, maxLength: 200 })
  @IfGiven()
  @Transform(trimmed)
  @Length(1, 200)
  @IsOneLine()
  @IsString()
  full_name?: string;

  @ApiPropertyOptional({
    example: '+15550001111',
    description: 'E.164; null removes it',
    nullable: true,
    type: String,
  })
  @IfGivenOrNull()
  @Matches(/^\+[1-9]\d{6,14}$/, { message: 'phone must be E.164, such as +15550001111' })
  phone?: string | null;

  @ApiPropertyOptional({ type: UpdatePreferencesDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => UpdatePreferencesDto)
  preferences?: UpdatePreferencesDto;
}
