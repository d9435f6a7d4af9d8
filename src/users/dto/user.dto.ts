import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Theme, THEMES, User } from '../user';

@ApiSchema({ name: 'NotificationPreferences' })
export class NotificationPreferencesDto {
  @ApiProperty({ example: true })
  email: boolean;

  @ApiProperty({ example: false })
  sms: boolean;
}

@ApiSchema({ name: 'Preferences' })
export class PreferencesDto {
  @ApiProperty({ enum: THEMES, example: 'dark' })
  theme: Theme;

  @ApiProperty({ type: String, nullable: true, example: 'de-CH', description: 'A language tag (BCP 47).' })
  locale: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'CHF',
    description: 'What `GET /portfolio/summary` counts in where it is not asked for another (ISO 4217).',
  })
  base_currency: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Europe/Zurich', description: 'IANA.' })
  time_zone: string | null;

  @ApiProperty({ type: NotificationPreferencesDto })
  notifications: NotificationPreferencesDto;
}

@ApiSchema({ name: 'User' })
export class UserDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'ada@example.com', format: 'idn-email' })
  email: string;

  @ApiProperty({ example: true, description: 'Mails go to a confirmed address only.' })
  email_confirmed: boolean;

  @ApiProperty({ example: 'Ada Lovelace' })
  full_name: string;

  @ApiProperty({ example: true })
  is_active: boolean;

  @ApiProperty({ example: false })
  is_superuser: boolean;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ example: '2026-02-01T08:00:00.000Z', format: 'date-time', type: String, nullable: true })
  last_login: string | null;

  @ApiProperty({ example: '+15550001111', description: 'E.164', type: String, nullable: true })
  phone: string | null;

  @ApiProperty({ example: false, description: 'SMS go to a confirmed number only.' })
  phone_confirmed: boolean;

  @ApiProperty({
    example: null,
    format: 'date-time',
    type: String,
    nullable: true,
    description:
      'When it is erased: where its owner asked for that, a sign-in before takes it back; where an administrator did, ' +
      'its activation.',
  })
  erase_at: string | null;

  @ApiProperty({ example: false, description: 'Whether nobody signs in before a new password is chosen.' })
  password_needed: boolean;

  @ApiProperty({ type: PreferencesDto })
  preferences: PreferencesDto;
}

/** What a client sees of an account: these keys and no others. */
export function showUser(user: User): UserDto {
  // Accounts of older versions have chosen no language and no time zone.
  const { theme, notifications, locale = null, base_currency, time_zone = null } = user.preferences;
  return {
    id: user.id,
    email: user.email,
    email_confirmed: user.email_confirmed_at !== null,
    full_name: user.full_name,
    is_active: user.is_active,
    is_superuser: user.is_superuser,
    created_at: user.created_at.toISOString(),
    last_login: user.last_login?.toISOString() ?? null,
    phone: user.phone,
    phone_confirmed: user.phone_confirmed_at !== null,
    erase_at: user.erase_at?.toISOString() ?? null,
    password_needed: user.password_needed_since !== null,
    preferences: {
      theme,
      locale,
      base_currency,
      time_zone,
      notifications: { email: notifications.email, sms: notifications.sms },
    },
  };
}
