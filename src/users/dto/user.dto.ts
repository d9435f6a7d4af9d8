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

  @ApiProperty({ type: NotificationPreferencesDto })
  notifications: NotificationPreferencesDto;
}

@ApiSchema({ name: 'User' })
export class UserDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'ada@example.com', format: 'email' })
  email: string;

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

  @ApiProperty({ type: PreferencesDto })
  preferences: PreferencesDto;
}

/** What a client sees of an account: these keys and no others. */
export function showUser(user: User): UserDto {
  const { theme, notifications } = user.preferences;
  return {
    id: user.id,
    email: user.email,
    full_name: user.full_name,
    is_active: user.is_active,
    is_superuser: user.is_superuser,
    created_at: user.created_at.toISOString(),
    last_login: user.last_login?.toISOString() ?? null,
    phone: user.phone,
    preferences: { theme, notifications: { email: notifications.email, sms: notifications.sms } },
  };
}
