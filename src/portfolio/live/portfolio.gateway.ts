import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  SubscribeMessage,
} from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { AuditTrail } from '../../audit/audit-trail';
import { demandScope } from '../../common/identity/scope';
import { whitelistPipe } from '../../common/errors/validation.pipe';
import { runCorrelated } from '../../platform/observability/logging/correlation';
import { SocketState } from '../../platform/stream/sockets/socket-state';
import { SocketTurns, SocketTurn } from '../../platform/stream/sockets/socket-turns';
import { ClientEvents, ServerEvents } from '../../platform/stream/stream-events';
import { EventTurn } from '../../platform/stream/event-turn.decorator';
import { StreamGateway } from '../../platform/stream/stream-gateway.decorator';
import { emitLocally } from '../../platform/stream/adapter/emit-locally';
import { NamedPortfolioDto, WatchMessageDto } from '../dto/watch-message.dto';
import { PortfolioWatch } from './portfolio-watch';
import { PortfolioValue } from './portfolio.events';
import { wishOf, WatchWish } from './watched-lots';

type PortfolioSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;

/** The live value of portfolios: now on watching, then whenever ticks change it. */
@StreamGateway()
export class PortfolioGateway
  implements OnGatewayConnection<PortfolioSocket>, OnGatewayDisconnect<PortfolioSocket>
{
  private readonly logger = new Logger(PortfolioGateway.name);

  constructor(
    private readonly live: PortfolioWatch,
    private readonly audit: AuditTrail,
    private readonly turns: SocketTurns,
  ) {}

  /** A client whose connection broke goes on watching what is still its own. */
  handleConnection(socket: PortfolioSocket): void {
    const { portfolios = [], identity } = socket.data;
    if (portfolios.length === 0) return;
    // The prices that this asks for are of the user's share of providers' calls.
    runCorrelated({ request_id: randomUUID(), user_id: identity.userId }, () => {
      const all = () => Promise.all(portfolios.map((key) => this.watchAgain(socket, key)));
      void this.turns.inTurn(socket, 'portfolio', all);
    });
  }

  handleDisconnect(socket: PortfolioSocket): void {
    this.live.leave(socket);
  }

  @SubscribeMessage('portfolio:watch')
  async watch(
    @ConnectedSocket() socket: PortfolioSocket,
    @MessageBody(whitelistPipe) message: WatchMessageDto,
    @EventTurn() turn: SocketTurn,
  ): Promise<PortfolioValue> {
    const { identity } = socket.data;
    demandScope(identity, 'values', message.portfolio_id);
    const watched = await this.live.watch(socket, identity, wishIn(message), message.holdings, turn);
    const { id, user_id } = watched.portfolio;
    if (user_id !== identity.userId) {
      await this.audit.record({
        action: 'portfolio.read_for_another',
        actor_id: identity.userId,
        target: { kind: 'portfolio', id },
        user_id,
        facts: { route: 'portfolio:watch' },
      });
    }
    this.keep(socket);
    return watched.valueFor(socket);
  }

  @SubscribeMessage('portfolio:unwatch')
  async unwatch(
    @ConnectedSocket() socket: PortfolioSocket,
    @MessageBody(whitelistPipe) message: NamedPortfolioDto,
    @EventTurn() turn: SocketTurn,
  ): Promise<{ portfolio_ids: string[] }> {
    await turn.comes;
    this.live.unwatch(socket, wishIn(message));
    const wholes = this.keep(socket)
      .map(wishOf)
      .filter(({ account }) => account === null);
    return { portfolio_ids: wholes.map(({ portfolioId }) => portfolioId) };
  }

  private async watchAgain(socket: PortfolioSocket, key: string): Promise<void> {
    const { holdings = [], identity } = socket.data;
    try {
      const watched = await this.live.watch(socket, identity, wishOf(key), holdings.includes(key));
      emitLocally(socket, 'portfolio:value', watched.valueFor(socket));
    } catch (error) {
      this.logger.debug(`portfolio ${key} is not watched again: ${String(error)}`);
    }
  }

  /** Notes what is watched, for a connection that breaks. */
  private keep(socket: PortfolioSocket): string[] {
    const watched = this.live.watchedBy(socket);
    socket.data.portfolios = watched;
    socket.data.holdings = this.live.detailedBy(socket);
    return watched;
  }
}

function wishIn({ portfolio_id, account }: NamedPortfolioDto): WatchWish {
  return { portfolioId: portfolio_id.toLowerCase(), account: account?.toLowerCase() ?? null };
}
