import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, MaxLength } from 'class-validator';

/** The most symbols one connection may watch. */
export const SYMBOLS_PER_SOCKET = 200;

/** Payload of `market:subscribe` and `market:unsubscribe`; a symbol that is none is rejected by itself, not the whole. */
export class SymbolsMessage {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(SYMBOLS_PER_SOCKET)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  symbols: string[];
}
