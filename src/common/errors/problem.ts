import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto {
  @ApiProperty({ example: 'assets.0.quantity' })
  field: string;

  @ApiProperty({ example: 'quantity must be a positive number' })
  message: string;
}

/** RFC 9457 problem details, the body of every error answer. */
@ApiSchema({ name: 'Problem' })
export class Problem {
  @ApiProperty({ example: 'urn:tickfolio:problem:portfolio.not_found' })
  type: string;

  @ApiProperty({ example: 'Not Found' })
  title: string;

  @ApiProperty({ example: 404 })
  status: number;

  @ApiProperty({ example: 'There is no such portfolio.' })
  detail: string;

  @ApiProperty({ example: '/api/v1/portfolio/665f1f77bcf86cd799439011' })
  instance: string;

  @ApiProperty({ example: 'portfolio.not_found', description: 'Stable; meant for programs.' })
  code: string;

  @ApiProperty({ example: '6f1c9a52-5d1b-4a37-9f4e-0f6f5a7c1a11' })
  request_id: string;

  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'Only for validation errors.' })
  errors?: FieldErrorDto[];
}
