import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto {
  @ApiProperty({ example: 'assets.0.quantity' })
  field: string;

  @ApiProperty({ example: 'quantity must be a positive number' })
  message: string;
}

@ApiSchema({ name: 'OpenLotQuantity' })
export class OpenLotDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439013' })
  transaction_id: string;

  @ApiProperty({ example: '10' })
  quantity: string;
}

/** RFC 9457 problem details, the body of every error answer. */
@ApiSchema({ name: 'Problem' })
export class Problem {
  @ApiProperty({ example: 'urn:tickfolio:problem:portfolio.not_found' })
  type: string;

  @ApiProperty({ example: 'Not Found' })
  title: string;

  @ApiProperty({ type: 'integer', example: 404 })
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

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    example: 3,
    description:
      'Of a ledger: place in `items` of the request, from 0; null for a line that was there before.',
  })
  line?: number | null;

  @ApiPropertyOptional({
    example: '665f1f77bcf86cd799439013',
    description: 'Of a ledger: the line that cannot stand, where it was there before.',
  })
  transaction_id?: string;

  @ApiPropertyOptional({ example: 'quantity', description: 'Of a ledger: the field of that line.' })
  field?: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'AAPL' })
  symbol?: string | null;

  @ApiPropertyOptional({ example: '2024-05-13', format: 'date' })
  date?: string;

  @ApiPropertyOptional({ example: '10', description: 'Of `ledger.oversold`: what was held, exactly.' })
  held?: string;

  @ApiPropertyOptional({ example: '12', description: 'Of `ledger.oversold`: what was asked for, exactly.' })
  asked?: string;

  @ApiPropertyOptional({
    type: [OpenLotDto],
    description: 'Of `ledger.oversold`: the lots that were open, as far as they were there before.',
  })
  lots?: OpenLotDto[];
}
