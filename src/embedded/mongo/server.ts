import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { dispatch } from './commands/dispatch';
import type { CommandContext } from './commands/command';
import { encodeReply, FrameSplitter, parseRequest } from './wire';

/** What every connection shares. */
export type SharedContext = Omit<CommandContext, 'connectionId'>;

/** The listening socket and the connections it accepted, on the loopback interface only. */
export class WireServer {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private accepted = 0;

  constructor(private readonly shared: SharedContext) {
    this.server = createServer({ noDelay: true }, (socket) => this.serve(socket));
  }

  /** Begins to listen and gives the port, which the system chooses when 0 is asked for. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts every connection and stops listening. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    const context: CommandContext = { ...this.shared, connectionId: (this.accepted += 1) };
    const splitter = new FrameSplitter();
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A client that goes away mid-sentence is no concern of the others.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        for (const frame of splitter.push(chunk)) answer(socket, frame, context);
      } catch {
        // Nothing after a malformed frame can be told apart, so this connection ends here.
        socket.destroy();
      }
    });
  }
}

function answer(socket: Socket, frame: Buffer, context: CommandContext): void {
  const request = parseRequest(frame);
  const body = dispatch(request.command, context);
  if (request.wantsReply) socket.write(encodeReply(request, body));
}
