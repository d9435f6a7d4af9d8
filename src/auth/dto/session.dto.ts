import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Session } from '../sessions/session';

@ApiSchema({ name: 'Session' })
export class SessionDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0' })
  user_agent: string;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', format: 'date-time' })
  created_at: string;

  @ApiProperty({ example: '2026-02-01T08:00:00.000Z', format: 'date-time' })
  last_used_at: string;

  @ApiProperty({ example: '2026-03-03T08:00:00.000Z', format: 'date-time' })
  expires_at: string;

  @ApiProperty({ example: true, description: 'Whether it is the session of this request.' })
  current: boolean;

  /** @param current the session of the request */
  static of({ id, user_agent, created_at, last_used_at, expires_at }: Session, current: string): SessionDto {
    return {
      id,
      user_agent,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at.toISOString(),
      expires_at: expires_at.toISOString(),
      current: id === current,
    };
  }
}

@ApiSchema({ name: 'SessionList' })
export class SessionListDto {
  @ApiProperty({ type: [SessionDto] })
  items: SessionDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
