import { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { whitelistPipe } from '../../common/errors/validation.pipe';
import { LONGEST_NAME, SYMBOLS_PER_SOCKET, SymbolsMessageDto } from '../dto/symbols-message.dto';

/**
 * Validates what is asked for by symbol. Every client begins with a plain list of symbols, which is seen to be good by
 * looking at it; whatever else is sent goes through the validator, which alone says what is wrong.
 */
export const symbolsMessagePipe: PipeTransform<unknown, unknown> = {
  transform: (message: unknown, metadata: ArgumentMetadata) =>
    isListOfSymbols(message)
      ? Object.assign(new SymbolsMessageDto(), { symbols: message.symbols })
      : (whitelistPipe.transform(message, metadata) as Promise<unknown>),
};

function isListOfSymbols(message: unknown): message is { symbols: string[] } {
  if (typeof message !== 'object' || message === null) return false;
  const { symbols, ...more } = message as { symbols?: unknown };
  return (
    Array.isArray(symbols) &&
    symbols.length > 0 &&
    symbols.length <= SYMBOLS_PER_SOCKET &&
    Object.keys(more).length === 0 &&
    symbols.every((symbol) => typeof symbol === 'string' && symbol.length <= LONGEST_NAME)
  );
}
