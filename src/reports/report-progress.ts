import { Injectable } from '@nestjs/common';
import { userRoom } from '../platform/stream/rooms';
import { StreamServer } from '../platform/stream/stream-server';
import { ReportDto } from './dto/report.dto';
import { Report } from './report';
import './reports.events';

/** Shows the steps of a report to its user's sockets, on whatever instance they are. */
@Injectable()
export class ReportProgress {
  constructor(private readonly stream: StreamServer) {}

  show(report: Report): void {
    this.stream.namespace.to(userRoom(report.user_id)).emit('report:progress', ReportDto.of(report));
  }
}
