import { forwardedAddress } from './forwarded-address';

const request = (forwarded?: string) =>
  ({ socket: { remoteAddress: '10.0.0.1' }, headers: { 'x-forwarded-for': forwarded } }) as never;

describe('the address of a request', () => {
  it.each([
    [0, '1.1.1.1', '10.0.0.1'],
    [1, undefined, '10.0.0.1'],
    [1, '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    [2, '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
    [3, '1.1.1.1, 10.0.0.2', '1.1.1.1'],
  ])('behind %i proxies that tell %s is %s', (proxies, forwarded, address) => {
    expect(forwardedAddress(request(forwarded), proxies)).toBe(address);
  });
});
