import { bodyCost } from './body-cost';

const json = { 'content-type': 'application/json; charset=utf-8' };

describe('what a body takes of the limit', () => {
  it.each([
    ['no body', {}, 0],
    ['a short one', { ...json, 'content-length': '8191' }, 0],
    ['one of 8 KiB', { ...json, 'content-length': '8192' }, 1],
    ['a long one', { ...json, 'content-length': '100000' }, 12],
    ['one of untold length', { ...json, 'transfer-encoding': 'chunked' }, 32],
    ['a file', { 'content-type': 'text/csv', 'content-length': '100000' }, 0],
  ])('%s', (_, headers, cost) => {
    expect(bodyCost({ headers })).toBe(cost);
  });
});
