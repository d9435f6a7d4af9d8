import type { AuditTrail } from '../../audit/audit-trail';
import { currentCorrelation } from '../../platform/observability/logging/correlation';
import { SocketTurns } from '../../platform/stream/sockets/socket-turns';
import { PortfolioGateway } from './portfolio.gateway';
import type { PortfolioWatch } from './portfolio-watch';

describe('PortfolioGateway', () => {
  it('asks for prices on behalf of the user whose broken connection is back', () => {
    const askedFor: (string | undefined)[] = [];
    const live = {
      watch: () => {
        askedFor.push(currentCorrelation()?.user_id);
        return Promise.reject(new Error('gone'));
      },
    } as unknown as PortfolioWatch;
    const gateway = new PortfolioGateway(live, {} as AuditTrail, new SocketTurns());
    const data = { identity: { userId: 'ada' }, portfolios: ['665f1f77bcf86cd799439011'] };
    gateway.handleConnection({ data } as Parameters<PortfolioGateway['handleConnection']>[0]);
    expect(askedFor).toEqual(['ada']);
  });
});
