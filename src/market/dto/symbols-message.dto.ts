import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsMongoId,
  IsString,
  MaxLength,
  ValidateIf,
} from 'class-validator';

/** The most symbols one connection may watch. */
export const SYMBOLS_PER_SOCKET = 200;
/** in characters, whether or not it is a symbol */
export const LONGEST_NAME = 64;

/**
 * Payload of `market:subscribe` and `market:unsubscribe`: symbols, a watchlist, or both. A symbol that is none is rejected
 * by itself, not the whole. Of several faults the one of the lowest decorator is told.
 */
export class SymbolsMessageDto {
  @ValidateIf(({ symbols, watchlist }: SymbolsMessageDto) => symbols !== undefined || watchlist === undefined)
  @MaxLength(LONGEST_NAME, { each: true })
  @ArrayMaxSize(SYMBOLS_PER_SOCKET)
  @ArrayNotEmpty()
  @IsString({ each: true })
  @IsArray()
  symbols?: string[];

  @ValidateIf(({ watchlist }: SymbolsMessageDto) => watchlist !== undefined)
  @IsMongoId()
  watchlist?: string;
}
