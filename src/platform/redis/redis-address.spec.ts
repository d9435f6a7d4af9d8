import { redisAddress } from './redis-address';

describe('redisAddress', () => {
  it('leaves an ordinary URL to the client', () => {
    expect(redisAddress('rediss://:secret@cache.example:6380/2')).toBe(
      'rediss://:secret@cache.example:6380/2',
    );
  });

  it('reads sentinels, the master, the database and credentials', () => {
    expect(redisAddress('redis+sentinel://one:26380,two/tickfolio/3')).toEqual({
      name: 'tickfolio',
      db: 3,
      sentinels: [
        { host: 'one', port: 26_380 },
        { host: 'two', port: 26_379 },
      ],
    });
    expect(redisAddress('redis+sentinel://:p%40ss@one')).toEqual({
      name: 'mymaster',
      db: 0,
      sentinels: [{ host: 'one', port: 26_379 }],
      password: 'p@ss',
    });
  });
});
