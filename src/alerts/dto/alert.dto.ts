import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { Alert, ALERT_CONDITIONS, ALERT_STATES, AlertCondition, AlertState } from '../alert';

@ApiSchema({ name: 'Alert' })
export class AlertDto {
  @ApiProperty({ example: '665f1f77bcf86cd799439011' })
  id: string;

  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({
    enum: ALERT_CONDITIONS,
    example: 'above',
    description: '`above` fires at the price or more, `below` at the price or less.',
  })
  condition: AlertCondition;

  @ApiProperty({ example: 250, description: 'In `currency`.' })
  price: number;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'USD',
    description:
      'What prices are compared in: the unit that the exchange quotes in (GBp in London), unless another was named. Null until a provider has told it.',
  })
  currency: string | null;

  @ApiProperty({ enum: ALERT_STATES, example: 'active' })
  state: AlertState;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  fired_at: Date | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'The price that fired it, in `currency`.',
  })
  fired_price: number | null;

  @ApiProperty({ example: '2026-03-02T14:30:00.000Z', type: String, format: 'date-time' })
  created_at: Date;

  static of({
    id,
    symbol,
    condition,
    price,
    currency,
    state,
    fired_at,
    fired_price,
    created_at,
  }: Alert): AlertDto {
    return { id, symbol, condition, price, currency, state, fired_at, fired_price, created_at };
  }
}

@ApiSchema({ name: 'AlertPage' })
export class AlertPageDto {
  @ApiProperty({ type: [AlertDto] })
  items: AlertDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
