import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { firstValueFrom, Subject } from 'rxjs';
import { LongBodyInterceptor, LongBodyTurns } from './long-body-turns';

const LONG = { 'content-type': 'application/json', 'content-length': '90000' };
const SHORT = { 'content-type': 'application/json', 'content-length': '90' };

/** A request of a user whose handler answers when it is told. */
function arriving(interceptor: LongBodyInterceptor, userId: string, headers: object) {
  const answered = new Subject<string>();
  const handle = jest.fn(() => answered);
  const context = { switchToHttp: () => ({ getRequest: () => ({ headers, identity: { userId } }) }) };
  const answer = firstValueFrom(
    interceptor.intercept(context as unknown as ExecutionContext, { handle } as CallHandler),
  );
  const end = () => {
    answered.next(`an answer to ${userId}`);
    answered.complete();
  };
  return { answer, end, hasBegun: () => handle.mock.calls.length > 0 };
}

describe('long bodies', () => {
  it('of one user are worked on one after another, beside those of another and short ones', async () => {
    const interceptor = new LongBodyInterceptor(new LongBodyTurns());
    const first = arriving(interceptor, 'ada', LONG);
    const second = arriving(interceptor, 'ada', LONG);
    const short = arriving(interceptor, 'ada', SHORT);
    const other = arriving(interceptor, 'bob', LONG);
    expect([first, second, short, other].map(({ hasBegun }) => hasBegun())).toEqual([
      true,
      false,
      true,
      true,
    ]);
    first.end();
    expect(await first.answer).toBe('an answer to ada');
    expect(second.hasBegun()).toBe(true);
    for (const { end } of [second, short, other]) end();
    expect(await Promise.all([second.answer, other.answer])).toEqual([
      'an answer to ada',
      'an answer to bob',
    ]);
  });
});
