import { Server } from 'socket.io';
import { WrittenAnswer } from '../written-answer';
import { encodeAsText } from './text-packets';

const EVENT = 2;
const ACK = 3;

describe('packets', () => {
  const [library, ours] = [new Server(), new Server()];
  encodeAsText(ours);
  const encode = ({ encoder }: Server, packet: object) => encoder.encode(packet as never) as unknown;

  it.each([
    ['an event', { type: EVENT, nsp: '/stream', data: ['report:progress', { done: 1 }, '1-0'] }],
    ['an answer', { type: ACK, nsp: '/stream', id: 7, data: [{ symbols: ['AAPL'] }] }],
    ['an answer without content', { type: ACK, nsp: '/stream', id: 0, data: [] }],
    ['a greeting', { type: 0, nsp: '/stream', data: { sid: 'a', pid: 'b' } }],
    ['a farewell', { type: 1, nsp: '/stream' }],
  ])('are as the library writes them: %s', (_name, packet) => {
    expect(encode(ours, packet)).toEqual(encode(library, packet));
  });

  it('hold an answer that was written before as it was written', () => {
    const answer = { quotes: [{ symbol: 'AAPL', price: 1 }], rejected: [] };
    const packet = { type: ACK, nsp: '/stream', id: 12 };
    expect(encode(ours, { ...packet, data: [new WrittenAnswer(JSON.stringify(answer))] })).toEqual(
      encode(library, { ...packet, data: [answer] }),
    );
  });
});
