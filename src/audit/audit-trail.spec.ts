import { Logger } from '@nestjs/common';
import { Registry } from 'prom-client';
import { SystemClock } from '../common/clock';
import { AddressDigest } from '../platform/http/limits/address-digest';
import { AuditEntry, AuditEvent } from './audit-entry';
import { AuditRepository } from './audit.repository';
import { AuditTrail } from './audit-trail';

const ID = '665f1f77bcf86cd799439011';
const event: AuditEvent = {
  action: 'user.sessions_ended',
  actor_id: ID,
  target: { kind: 'user', id: ID },
  user_id: ID,
};

describe('AuditTrail', () => {
  const added: AuditEntry[] = [];
  let isAway = false;
  const entries = {
    add: (entry: AuditEntry) => {
      if (isAway) return Promise.reject(new Error('away'));
      added.push(entry);
      return Promise.resolve();
    },
  } as AuditRepository;
  const registry = new Registry();
  const addresses = { ofRequest: () => 'digest' } as AddressDigest;
  const trail = new AuditTrail(entries, addresses, new SystemClock(), registry);
  const waiting = async () => (await registry.getMetricsAsJSON())[0]?.values[0]?.value;

  it('has written an entry when it returns', async () => {
    await trail.record(event);
    expect(added).toMatchObject([{ ...event, facts: {}, address_digest: 'digest', request_id: null }]);
  });

  it('fails nobody when the database is away, says so, and writes it later under the same id', async () => {
    const said = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    isAway = true;
    await trail.record(event);
    await trail.retry();
    expect(said.mock.calls).toMatchObject([
      [{ event: 'audit.not_written', entry: event, cause: 'Error: away' }],
    ]);
    expect([added.length, await waiting()]).toEqual([1, 1]);
    const [[{ entry }]] = said.mock.calls as unknown as [[{ entry: AuditEntry }]];
    isAway = false;
    await trail.retry();
    expect([added.at(-1), await waiting()]).toEqual([entry, 0]);
    await trail.retry();
    expect(added).toHaveLength(2);
    said.mockRestore();
  });
});
