import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'YearLock' })
export class YearLockDto {
  @ApiProperty({ type: 'integer', example: 2023 })
  year: number;

  @ApiProperty({ example: '2024-02-01T10:00:00.000Z', format: 'date-time' })
  locked_at: Date;
}

@ApiSchema({ name: 'YearLockList' })
export class YearLockListDto {
  @ApiProperty({ type: [YearLockDto] })
  items: YearLockDto[];

  @ApiProperty({ type: String, nullable: true, example: null })
  next_cursor: string | null;
}
