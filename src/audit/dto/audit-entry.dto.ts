import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import {
  AUDIT_ACTIONS,
  AUDIT_TARGETS,
  AuditAction,
  AuditEntry,
  AuditFacts,
  AuditTarget,
} from '../audit-entry';

const ID = '665f1f77bcf86cd799439011';
const OTHER_ID = '665f1f77bcf86cd799439012';

@ApiSchema({ name: 'AuditTarget' })
export class AuditTargetDto {
  @ApiProperty({ enum: AUDIT_TARGETS, example: 'user' })
  kind: AuditTarget;

  @ApiProperty({ example: ID, description: 'Of a queue its name, of an instrument its symbol.' })
  id: string;
}

@ApiSchema({ name: 'AuditEntry' })
export class AuditEntryDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013' })
  id: string;

  @ApiProperty({ enum: AUDIT_ACTIONS, enumName: 'AuditAction', example: 'user.standing_changed' })
  action: AuditAction;

  @ApiProperty({ example: OTHER_ID, description: 'Who did it.' })
  actor_id: string;

  @ApiProperty({ type: AuditTargetDto, description: 'What was acted on.' })
  target: AuditTargetDto;

  @ApiProperty({
    example: ID,
    type: String,
    nullable: true,
    description: 'Whose account it touches, if anybody’s.',
  })
  user_id: string | null;

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
    example: { is_superuser: true },
    description: 'What more there is to say; never a secret or an address.',
  })
  facts: AuditFacts;

  @ApiProperty({ example: '6f1c9a52-5d1b-4a37-9f4e-0f6f5a7c1a11', type: String, nullable: true })
  request_id: string | null;

  @ApiProperty({
    example: 'Yk3mS0r8mXh2tq1v9eWc4A',
    type: String,
    nullable: true,
    description: 'A keyed digest: the same for the same address, and of no use to find it.',
  })
  address_digest: string | null;

  @ApiProperty({ example: '2026-01-31T09:00:00.000Z', format: 'date-time' })
  created_at: string;

  static of({ id, action, actor_id, target, user_id, facts, ...rest }: AuditEntry): AuditEntryDto {
    const { request_id, address_digest, created_at } = rest;
    return {
      id,
      action,
      actor_id,
      target,
      user_id,
      facts,
      request_id,
      address_digest,
      created_at: created_at.toISOString(),
    };
  }
}

@ApiSchema({ name: 'AuditPage' })
export class AuditPageDto {
  @ApiProperty({ type: [AuditEntryDto] })
  items: AuditEntryDto[];

  @ApiProperty({ example: null, type: String, nullable: true })
  next_cursor: string | null;
}
