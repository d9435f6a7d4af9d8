import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, MaxLength } from 'class-validator';

/** The most symbols one connection may watch. */
export const SYMBOLS_PER_SOCKET = 200;

/**
 * Payload of `market:subscribe` and `market:unsubscribe`; a symbol that is none is rejected by itself, not the whole.
 * Of several faults the one of the lowest decorator is told.
 */
export class SymbolsMessage {
  @MaxLength(64, { each: true })
  @ArrayMaxSize(SYMBOLS_PER_SOCKET)
  @ArrayNotEmpty()
  @IsString({ each: true })
  @IsArray()
  symbols: string[];
}
