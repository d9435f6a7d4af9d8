import { ArgumentMetadata } from '@nestjs/common';
import { whitelistPipe } from '../../common/errors/validation.pipe';
import { LONGEST_NAME, SYMBOLS_PER_SOCKET, SymbolsMessageDto } from '../dto/symbols-message.dto';
import { symbolsMessagePipe } from './symbols-message.pipe';

const metadata: ArgumentMetadata = { type: 'body', metatype: SymbolsMessageDto };
const many = (count: number) => Array.from({ length: count }, (_, i) => `S${i}`);

describe('what is asked for by symbol', () => {
  it.each([
    ['one symbol', { symbols: ['AAPL'] }],
    ['as many as a connection may watch', { symbols: many(SYMBOLS_PER_SOCKET) }],
    ['a name of the greatest length', { symbols: ['A'.repeat(LONGEST_NAME)] }],
    ['a name of signs outside the basic plane', { symbols: ['📈'.repeat(LONGEST_NAME)] }],
    ['no symbol at all', { symbols: [''] }],
    ['a watchlist', { watchlist: '665f1f77bcf86cd799439012' }],
    ['both', { symbols: ['AAPL'], watchlist: '665f1f77bcf86cd799439012' }],
    ['one too many', { symbols: many(SYMBOLS_PER_SOCKET + 1) }],
    ['a name that is too long', { symbols: ['A'.repeat(LONGEST_NAME + 1)] }],
    ['none', { symbols: [] }],
    ['what is no text', { symbols: ['AAPL', 1] }],
    ['what is no list', { symbols: 'AAPL' }],
    ['nothing', {}],
    ['a field that there is not', { symbols: ['AAPL'], more: true }],
    ['a list', [{ symbols: ['AAPL'] }]],
    ['null', null],
    ['undefined', undefined],
    ['a text', 'AAPL'],
  ])('is judged as the validator does: %s', async (_name, message) => {
    const [expected, told] = await Promise.allSettled([
      whitelistPipe.transform(structuredClone(message), metadata),
      symbolsMessagePipe.transform(structuredClone(message), metadata),
    ]);
    expect(told).toStrictEqual(expected);
  });
});
