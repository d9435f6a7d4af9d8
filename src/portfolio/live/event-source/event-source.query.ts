import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsBoolean, Matches } from 'class-validator';
import { IsSymbol } from '../../../common/symbols/symbol';
import { splitAtCommas } from '../../../common/text/split-at-commas';
import { SYMBOLS_PER_SOCKET } from '../../../market/dto/symbols-message.dto';
import { IfGiven } from '../../../common/validation/if-given';
import { WATCHED_PER_SOCKET } from '../../dto/watch-message.dto';

const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);
const WATCHED = /^[0-9a-f]{24}(:[0-9a-f]{24})?$/i;

export class EventSourceQueryDto {
  @ApiPropertyOptional({
    type: String,
    example: 'AAPL,MSFT',
    description: `Up to ${SYMBOLS_PER_SOCKET} symbols whose ticks are wanted, separated by commas.`,
  })
  @IfGiven()
  @Transform(splitAtCommas, { toClassOnly: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(SYMBOLS_PER_SOCKET)
  @IsSymbol({ each: true })
  symbols?: string[];

  @ApiPropertyOptional({
    type: String,
    example: '665f1f77bcf86cd799439011',
    description:
      `Ids of up to ${WATCHED_PER_SOCKET} portfolios whose live values are wanted, separated by commas; one account of a ` +
      'portfolio is named behind it and a colon. With 200 accounts the address has 10 KB, which not every proxy takes.',
  })
  @IfGiven()
  @Transform(splitAtCommas, { toClassOnly: true })
  @ArrayNotEmpty()
  @ArrayMaxSize(WATCHED_PER_SOCKET)
  @ArrayUnique()
  @Matches(WATCHED, { each: true, message: 'portfolios must be ids of 24 hexadecimal digits' })
  portfolios?: string[];

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Whether values of portfolios are to tell the holdings too.',
  })
  @Transform(({ value }: { value: unknown }) => FLAGS.get(value) ?? value)
  @IsBoolean()
  holdings = false;
}
