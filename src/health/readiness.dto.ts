import { ApiProperty, ApiSchema } from '@nestjs/swagger';

const PARTS = {
  type: 'object' as const,
  additionalProperties: {
    type: 'object',
    required: ['status'],
    properties: {
      status: { type: 'string', enum: ['up', 'down'] },
      message: { type: 'string' },
      needed: { type: 'boolean', description: 'False when the process goes on without this part.' },
    },
    additionalProperties: true,
  },
};

@ApiSchema({ name: 'Readiness' })
export class ReadinessDto {
  @ApiProperty({
    enum: ['ok', 'degraded'],
    example: 'ok',
    description: '`degraded`: it takes traffic, but the parts under `error` are down.',
  })
  status: string;

  @ApiProperty({ ...PARTS, example: { mongodb: { status: 'up' } } })
  info: Record<string, object>;

  @ApiProperty({ ...PARTS, example: {} })
  error: Record<string, object>;

  @ApiProperty({ ...PARTS, example: { mongodb: { status: 'up' } } })
  details: Record<string, object>;
}
