import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Request, Response } from 'express';
import { ApiProblems } from '../../../common/errors/api-problems.decorator';
import { Identity } from '../../../common/identity/identity';
import { CurrentIdentity, RequiresScope } from '../../../common/identity/identity.decorators';
import { demandScope, tokenRestricted } from '../../../common/identity/scope';
import { streamClosing, tooManySockets } from '../../../platform/stream/stream-errors';
import { wishOf } from '../watched-lots';
import { EventSourceQueryDto } from './event-source.query';
import { EventSourceService } from './event-source.service';

const EXAMPLE = `retry: 2000

id: 1769803200000-0
event: session:ready
data: {"expires_at":"2026-01-30T20:15:00.000Z","resumed":false}

event: snapshot
data: {"quotes":[],"rejected":[],"portfolios":[],"refused":[]}
`;

@ApiTags('stream')
@RequiresScope('market')
@Controller({ path: 'stream', version: '1' })
export class EventSourceController {
  constructor(private readonly events: EventSourceService) {}

  @Get('events')
  @ApiOperation({
    summary: 'The live stream as Server-Sent Events, for those who cannot use sockets.',
    description:
      'The events of [/docs/stream](/docs/stream) under the same names, in the same order and with the same numbers; each ' +
      'answer counts as a socket of its user. First comes `session:ready`, then what was missed since `Last-Event-ID` where ' +
      'that is still kept (`resumed` says so), then a `snapshot`: quotes, rejected symbols, values of portfolios, and those ' +
      'that were refused. `session:expired` says that the token has ended: come back with a new one. `goodbye` is the last ' +
      'event of a session that is over; an end without it means to come back. A comment is sent every 15 seconds. Portfolios ' +
      'need the scope `values`; messages to the user are for sessions and for tokens with `read`.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The id of the last event that you have.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } } })
  @ApiProblems(tooManySockets, streamClosing, tokenRestricted)
  async open(
    @CurrentIdentity() identity: Identity,
    @Query() { symbols = [], portfolios = [], holdings }: EventSourceQueryDto,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    for (const key of portfolios) demandScope(identity, 'values', wishOf(key).portfolioId);
    // The head alone would never come to an end.
    if (request.method === 'HEAD') {
      response.type('text/event-stream').end();
      return;
    }
    const token = (request.headers.authorization ?? '').replace(/^bearer +/i, '');
    await this.events.open({ token, symbols, portfolios, holdings, lastEventId }, request, response);
  }
}
