import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { AUDIT_ACTIONS, AuditAction, AuditEntry, AuditFacts } from '../../audit/audit-entry';
import { AuditTargetDto } from '../../audit/dto/audit-entry.dto';

@ApiSchema({ name: 'SecurityEvent' })
export class SecurityEventDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013' })
  id: string;

  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', example: 'auth.signed_in' })
  action: AuditAction;

  @ApiProperty({
    type: AuditTargetDto,
    description: 'What was acted on, such as the session that was opened.',
  })
  target: AuditTargetDto;

  @ApiProperty({ example: false, description: 'Whether somebody else did it, as administrators may.' })
  by_another: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      oneOf: [
        { type: 'string' },
        { type: 'number' },
        { type: 'boolean' },
        { type: 'array', items: { type: 'string' } },
      ],
    },
    example: { scopes: ['read'] },
    description: 'What more there is to say; never a secret or an address.',
  })
  facts: AuditFacts;

  @ApiProperty({
    example: 'Yk3mS0r8mXh2tq1v9eWc4A',
    type: String,
    nullable: true,
    description: 'The same for the same network address, which is not kept; null where another did it.',
  })
  address_digest: string | null;

  @ApiProperty({ example: '2026-01-31T09:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  static of(entry: AuditEntry): SecurityEventDto {
    const { id, action, target, actor_id, user_id, facts, address_digest, created_at } = entry;
    const by_another = actor_id !== user_id;
    return {
      id,
      action,
      target,
      by_another,
      facts,
      address_digest: by_another ? null : address_digest,
      created_at,
    };
  }
}

@ApiSchema({ name: 'SecurityEventPage' })
export class SecurityEventPageDto {
  @ApiProperty({ type: [SecurityEventDto] })
  items: SecurityEventDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
