import { ExecutionContext } from '@nestjs/common';
import { lastValueFrom, throwError } from 'rxjs';
import { storeUnavailable } from '../../../common/errors/http.errors';
import { eventually } from '../../../../test/support/waiting/eventually';
import { IdempotentInterceptor } from './idempotent.interceptor';
import type { IdempotentRequests } from './idempotent-requests';

describe('the key of a request that failed', () => {
  it('is free as soon as the store hears of it again', async () => {
    const lockedUntil = new Date('2024-01-01T00:01:00Z');
    const release = jest.fn(() => Promise.resolve()).mockRejectedValueOnce(storeUnavailable(new Error()));
    const begin = () => Promise.resolve({ effectId: '665f1f77bcf86cd799439012', lockedUntil });
    const interceptor = new IdempotentInterceptor({ begin, release } as unknown as IdempotentRequests);
    const asked = {
      headers: { 'idempotency-key': 'once' },
      identity: { userId: 'ada' },
      method: 'POST',
      path: '/x',
    };
    const context = { switchToHttp: () => ({ getRequest: () => asked, getResponse: () => ({}) }) };
    const failing = { handle: () => throwError(() => storeUnavailable(new Error('silent'))) };
    const answer = interceptor.intercept(context as unknown as ExecutionContext, failing);
    await expect(lastValueFrom(answer)).rejects.toMatchObject({ code: 'http.unavailable' });
    await eventually(() => release.mock.calls.length === 2);
    expect(release).toHaveBeenLastCalledWith(expect.objectContaining({ key: 'once' }), lockedUntil);
  });
});
