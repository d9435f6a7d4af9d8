import { EventEmitter } from 'node:events';
import type { ExecutionContext } from '@nestjs/common';
import { LongBodyGuard } from './long-body.guard';

const LONG = { 'content-type': 'application/json', 'content-length': '90000' };

/** A request on its way through a guard; `end` answers it. */
async function arrive(guard: LongBodyGuard, userId: string, headers: object = {}) {
  const response = new EventEmitter();
  const request = { headers, identity: { userId } };
  const context = {
    getType: () => 'http',
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
  };
  const state = { hasBegun: false, end: () => response.emit('close') };
  const passing = guard.canActivate(context as unknown as ExecutionContext);
  void Promise.resolve(passing).then((passed) => (state.hasBegun = passed));
  await settled();
  return state;
}

const settled = () => new Promise(setImmediate);
const begun = (requests: { hasBegun: boolean }[]) => requests.map(({ hasBegun }) => hasBegun);

describe('long bodies', () => {
  it('of a user are worked on one after another, beside short ones and those of another', async () => {
    const guard = new LongBodyGuard();
    const long = [await arrive(guard, 'ada', LONG), await arrive(guard, 'ada', LONG)];
    const others = [await arrive(guard, 'ada'), await arrive(guard, 'bob', LONG)];
    expect(begun([...long, ...others])).toEqual([true, false, true, true]);
    long[0]?.end();
    await settled();
    expect(begun(long)).toEqual([true, true]);
    for (const { end } of [...long, ...others]) end();
  });
});
