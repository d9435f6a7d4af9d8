import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsNumber, IsPositive, Max } from 'class-validator';
import { IsSymbol } from '../../common/symbols/symbol';
import { ALERT_CONDITIONS, AlertCondition } from '../alert';

@ApiSchema({ name: 'CreateAlert' })
export class CreateAlertDto {
  @ApiProperty({ example: 'AAPL' })
  @IsSymbol()
  symbol: string;

  @ApiProperty({ enum: ALERT_CONDITIONS, example: 'above' })
  @IsIn(ALERT_CONDITIONS)
  condition: AlertCondition;

  @ApiProperty({
    example: 250,
    minimum: 0,
    maximum: 1e12,
    description: 'Greater than 0, in the currency of the symbol.',
  })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @IsPositive()
  @Max(1e12)
  price: number;
}
