import { Injectable } from '@nestjs/common';
import { userRoom } from '../platform/stream/sockets/rooms';
import { StreamServer } from '../platform/stream/stream-server';
import type { Import } from './import';
import './imports.events';

/** Shows the steps of an import to its user's sockets, on whatever instance they are. */
@Injectable()
export class ImportProgressReporter {
  constructor(private readonly stream: StreamServer) {}

  show(
    { id, user_id, portfolio_id, status, reading }: Import,
    rowsRead: number,
    rowCount = reading?.rows,
  ): void {
    this.stream.namespace.to(userRoom(user_id)).emit('import:progress', {
      import_id: id,
      portfolio_id,
      status,
      rows_read: rowsRead,
      row_count: rowCount ?? null,
    });
  }
}
