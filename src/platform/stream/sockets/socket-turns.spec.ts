import { SocketTurns, SocketTurn } from './socket-turns';

const SOCKET = {};

describe('SocketTurns', () => {
  let turns: SocketTurns;
  let done: string[];

  beforeEach(() => {
    turns = new SocketTurns();
    done = [];
  });

  const next = (name: string, subject = 'market', socket = SOCKET): SocketTurn => {
    const turn = turns.next(socket, subject);
    void turn.comes?.then(() => done.push(name));
    return turn;
  };
  const settled = () => new Promise(setImmediate);

  it('has nobody wait where nothing is before', () => {
    next('first').end();
    expect(next('second').comes).toBeUndefined();
    expect(next('other subject', 'portfolio').comes).toBeUndefined();
    expect(next('other socket', 'market', {}).comes).toBeUndefined();
  });

  it('come one after the other', async () => {
    const [first, second, third] = [next('first'), next('second'), next('third')];
    await settled();
    expect(done).toEqual([]);
    first.end();
    await settled();
    expect(done).toEqual(['second']);
    second.end();
    await settled();
    expect(done).toEqual(['second', 'third']);
    third.end();
    expect(next('fourth').comes).toBeUndefined();
  });

  it('let nobody pass those before one that ended early', async () => {
    const [first, refused] = [next('first'), next('refused')];
    next('third');
    refused.end();
    await settled();
    expect(done).toEqual([]);
    first.end();
    await settled();
    expect(done).toEqual(['refused', 'third']);
  });

  it('do work between events, and go on when it fails', async () => {
    const first = next('first');
    const work = turns.inTurn(SOCKET, 'market', () => {
      done.push('work');
      return Promise.reject(new Error('no'));
    });
    next('third');
    first.end();
    await expect(work).rejects.toThrow('no');
    await settled();
    expect(done).toEqual(['work', 'third']);
  });
});
