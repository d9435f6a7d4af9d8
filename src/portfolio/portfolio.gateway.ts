import { Logger } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  OnGatewayConnection,
  OnGatewayDisconnect,
  SubscribeMessage,
} from '@nestjs/websockets';
import type { Socket } from 'socket.io';
import { whitelistPipe } from '../common/errors/validation.pipe';
import { SocketState } from '../platform/stream/socket-state';
import { ClientEvents, ServerEvents } from '../platform/stream/stream-events';
import { StreamGateway } from '../platform/stream/stream-gateway.decorator';
import { tell } from '../platform/stream/tell';
import { WatchMessage } from './dto/watch-message.dto';
import { PortfolioWatch } from './live/portfolio-watch';
import { PortfolioValue } from './portfolio.events';

type PortfolioSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;

/** The live value of portfolios: now on watching, then whenever ticks change it. */
@StreamGateway()
export class PortfolioGateway
  implements OnGatewayConnection<PortfolioSocket>, OnGatewayDisconnect<PortfolioSocket>
{
  private readonly logger = new Logger(PortfolioGateway.name);

  constructor(private readonly live: PortfolioWatch) {}

  /** A client whose connection broke goes on watching what is still its own. */
  handleConnection(socket: PortfolioSocket): void {
    for (const id of socket.data.portfolios ?? []) {
      this.live.watch(socket, socket.data.identity, id).then(
        (watched) => tell(socket, 'portfolio:value', watched.value()),
        (error: unknown) => this.logger.debug(`portfolio ${id} is not watched again: ${String(error)}`),
      );
    }
  }

  handleDisconnect(socket: PortfolioSocket): void {
    this.live.leave(socket);
  }

  @SubscribeMessage('portfolio:watch')
  async watch(
    @ConnectedSocket() socket: PortfolioSocket,
    @MessageBody(whitelistPipe) { portfolio_id }: WatchMessage,
  ): Promise<PortfolioValue> {
    const watched = await this.live.watch(socket, socket.data.identity, portfolio_id.toLowerCase());
    socket.data.portfolios = this.live.watchedBy(socket);
    return watched.value();
  }

  @SubscribeMessage('portfolio:unwatch')
  unwatch(
    @ConnectedSocket() socket: PortfolioSocket,
    @MessageBody(whitelistPipe) { portfolio_id }: WatchMessage,
  ): { portfolio_ids: string[] } {
    this.live.unwatch(socket, portfolio_id.toLowerCase());
    socket.data.portfolios = this.live.watchedBy(socket);
    return { portfolio_ids: socket.data.portfolios };
  }
}
