import { redisAddress } from './redis-address';

describe('redisAddress', () => {
  it('leaves an ordinary URL to the client', () => {
    const url = 'rediss://:secret@cache.example:6380/2';
    expect(redisAddress(url)).toEqual({ kind: 'server', url });
  });

  it('reads sentinels, the master, the database and credentials', () => {
    expect(redisAddress('redis+sentinel://one:26380,two/tickfolio/3')).toEqual({
      kind: 'sentinels',
      options: {
        name: 'tickfolio',
        db: 3,
        sentinels: [
          { host: 'one', port: 26_380 },
          { host: 'two', port: 26_379 },
        ],
      },
    });
    expect(redisAddress('rediss+sentinel://:p%40ss@one')).toEqual({
      kind: 'sentinels',
      options: {
        name: 'mymaster',
        db: 0,
        sentinels: [{ host: 'one', port: 26_379 }],
        password: 'p@ss',
        tls: {},
        enableTLSForSentinelMode: true,
      },
    });
  });

  it('reads the nodes of a cluster, whatever their addresses look like', () => {
    expect(redisAddress('redis+cluster://one:7000,10.0.0.2,[fd00::3]:7002/')).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'one', port: 7_000 },
        { host: '10.0.0.2', port: 6_379 },
        { host: 'fd00::3', port: 7_002 },
      ],
      options: {},
    });
    expect(redisAddress('rediss+cluster://tickfolio:secret@one')).toEqual({
      kind: 'cluster',
      nodes: [{ host: 'one', port: 6_379 }],
      options: { username: 'tickfolio', password: 'secret', tls: {} },
    });
  });
});
