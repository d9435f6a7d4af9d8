import { Clock } from '../../../src/common/clock';
import { TestApp } from './app';

/** Makes an application's clock late by so many milliseconds as `lateBy` says at each look, until mocks are restored. */
export function makeLate({ app }: Pick<TestApp, 'app'>, lateBy: () => number): void {
  const clock = app.get(Clock);
  const now = clock.now.bind(clock);
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(now().getTime() + lateBy()));
}
