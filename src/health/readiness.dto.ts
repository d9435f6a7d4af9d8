import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const PARTS = {
  type: 'object' as const,
  additionalProperties: {
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['up', 'down'] } },
    additionalProperties: true,
  },
};

@ApiSchema({ name: 'Readiness' })
export class ReadinessDto {
  @ApiProperty({ enum: ['ok', 'error', 'shutting_down'], example: 'ok' })
  status: string;

  @ApiProperty({ ...PARTS, example: { mongodb: { status: 'up' } } })
  info: Record<string, object>;

  @ApiProperty({ ...PARTS, example: {} })
  error: Record<string, object>;

  @ApiProperty({ ...PARTS, example: { mongodb: { status: 'up' } } })
  details: Record<string, object>;
}
