import { connectEvents, type EventSourceStream } from '../src/index';
import { ADA, fakeApi, pair, problem } from './fake-api';

const EVENTS = 'GET /api/v1/stream/events';
const alive = {
  access_token: 'access-0',
  refresh_token: 'refresh-0',
  renew_at: Infinity,
  expires_at: Infinity,
};

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const stream = (...blocks: string[]) =>
  new Response(blocks.map((block) => `${block}\n\n`).join(''), {
    headers: { 'Content-Type': 'text/event-stream' },
  });
const tick = (close: number, id: string) => `id: ${id}\nevent: market:tick\ndata: {"close":${close}}`;
const GOODBYE = 'event: goodbye\ndata: {}';

function open(answers: Array<() => Response>) {
  const api = fakeApi({
    [EVENTS]: (_request, count) => answers[count - 1]!(),
    'POST /api/v1/auth/refresh': () => pair(1),
    'GET /api/v1/users/me': () => Response.json(ADA),
  });
  const { session } = api.client({ tokens: alive });
  const closes: number[] = [];
  const statuses: string[] = [];
  const events: EventSourceStream = connectEvents('http://api.test', session, {
    symbols: ['AAPL', 'MSFT'],
    fetch: (input, init) => api.fetch(input, init),
    onStatus: (status) => statuses.push(status),
  });
  events.on('market:tick', ({ close }) => closes.push(close));
  const asked = () => api.requests.filter(({ url }) => url.includes('/stream/events'));
  return { events, closes, statuses, asked };
}

describe('connectEvents', () => {
  it('comes back from the last event that it knows, until the session is over', async () => {
    const { closes, statuses, asked } = open([
      () => stream('retry: 2000', ': ', tick(1, '5-0')),
      () => problem(503, 'stream.closing', { 'Retry-After': '0' }),
      () => stream(tick(2, '6-0'), GOODBYE),
    ]);
    await until(() => statuses.at(-1) === 'over');
    expect(closes).toEqual([1, 2]);
    expect(statuses).toEqual(['open', 'back_soon', 'back_soon', 'open', 'over']);
    expect(asked().map(({ headers }) => headers.get('Last-Event-ID'))).toEqual([null, '5-0', '5-0']);
    expect(asked()[0]!.url).toContain('symbols=AAPL,MSFT');
    expect(asked()[0]!.headers.get('Authorization')).toBe('Bearer access-0');
  });

  it('takes a new token where the old one has ended', async () => {
    const { statuses, asked } = open([() => problem(401, 'auth.token_expired'), () => stream(GOODBYE)]);
    await until(() => statuses.at(-1) === 'over');
    expect(asked().map(({ headers }) => headers.get('Authorization'))).toEqual([
      'Bearer access-0',
      'Bearer access-1',
    ]);
  });

  it('gives up what is refused for good', async () => {
    const { statuses, asked } = open([() => problem(400, 'validation.failed')]);
    await until(() => statuses.at(-1) === 'over');
    expect(asked()).toHaveLength(1);
  });
});
