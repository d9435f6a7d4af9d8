import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'Instrument' })
export class InstrumentDto {
  @ApiProperty({ example: 'AAPL' })
  symbol: string;

  @ApiProperty({ example: 'Apple Inc.' })
  name: string;

  @ApiProperty({ example: 'equity' })
  type: string;

  @ApiProperty({ example: 'NASDAQ' })
  exchange: string;

  @ApiProperty({ example: 'USD', description: 'Empty where the provider does not say.' })
  currency: string;

  @ApiProperty({ example: 1, description: '1 for the exact symbol, down to 0.' })
  score: number;

  @ApiProperty({ example: 'yahoo-finance' })
  source: string;
}

@ApiSchema({ name: 'InstrumentList' })
export class InstrumentListDto {
  @ApiProperty({ type: [InstrumentDto] })
  items: InstrumentDto[];
}
