import { Injectable } from '@nestjs/common';
import { userRoom } from '../../platform/stream/sockets/rooms';
import { StreamServer } from '../../platform/stream/stream-server';
import { ReportDto } from '../dto/report.dto';
import { readersOf, Report } from '../report';
import '../reports.events';

/** Shows the steps of a report to the sockets of its user and of who ordered it, on whatever instance they are. */
@Injectable()
export class ReportProgress {
  constructor(private readonly stream: StreamServer) {}

  show(report: Report): void {
    this.stream.namespace.to(readersOf(report).map(userRoom)).emit('report:progress', ReportDto.of(report));
  }
}
