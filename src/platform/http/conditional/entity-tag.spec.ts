import { contentTag, NO_VERSION, versionOfIfMatch, versionOfIfNoneMatch, versionTag } from './entity-tag';

describe('entity tags', () => {
  it('names a version and reads it back', () => {
    expect(versionOfIfMatch(versionTag(12))).toBe(12);
  });

  it.each([undefined, '*', ' * '])('lets any version pass for %p', (header) => {
    expect(versionOfIfMatch(header)).toBeUndefined();
  });

  it('takes the highest of several', () => {
    expect(versionOfIfMatch('"v3", "v11","other"')).toBe(11);
  });

  it.each(['"v7-gzip"', '"v7-zstd"', '"v7-br", "v6"'])(
    'knows a version that was compressed on its way: %p',
    (header) => {
      expect(versionOfIfMatch(header)).toBe(7);
    },
  );

  it.each(['v3', '"3"', '3'])('takes the version as people write it: %p', (header) => {
    expect(versionOfIfMatch(header)).toBe(3);
  });

  it.each(['W/"v3"', '"other"', '"v3', '', '"v-1"', '"v3-"', '"v3-1"'])(
    'matches nothing for %p',
    (header) => {
      expect(versionOfIfMatch(header)).toBe(NO_VERSION);
    },
  );

  it('reads back the one version that a client has, and nothing else', () => {
    expect(versionOfIfNoneMatch(versionTag(12))).toBe(12);
    for (const header of [undefined, '*', 'W/"v3"', '"v3", "v4"', '"v3-gzip"', 'v3', ''])
      expect([header, versionOfIfNoneMatch(header)]).toEqual([header, undefined]);
  });

  it('tells contents apart', () => {
    expect(contentTag({ a: 1 })).toBe(contentTag({ a: 1 }));
    expect(contentTag({ a: 1 })).not.toBe(contentTag({ a: 2 }));
  });
});
