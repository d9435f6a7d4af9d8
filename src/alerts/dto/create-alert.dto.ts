import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsNumber, IsPositive, Matches, Max } from 'class-validator';
import { IsListedSymbol } from '../../common/symbols/symbol';
import { IfGiven } from '../../common/validation/if-given';
import { ALERT_CONDITIONS, AlertCondition } from '../alert';

@ApiSchema({ name: 'CreateAlert' })
export class CreateAlertDto {
  @ApiProperty({ example: 'AAPL' })
  @IsListedSymbol()
  symbol: string;

  @ApiProperty({ enum: ALERT_CONDITIONS, example: 'above' })
  @IsIn(ALERT_CONDITIONS)
  condition: AlertCondition;

  @ApiProperty({
    example: 250,
    minimum: 0,
    maximum: 1e12,
    description: 'Greater than 0, in `currency`.',
  })
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @IsPositive()
  @Max(1e12)
  price: number;

  @ApiPropertyOptional({
    example: 'USD',
    description:
      'The currency of the symbol or the unit that its exchange quotes in (GBP or GBp); the latter when left out.',
  })
  @IfGiven()
  @Matches(/^[A-Z]{2}[A-Za-z]$/, { message: 'currency must be a currency such as GBP or a unit such as GBp' })
  currency?: string;
}
