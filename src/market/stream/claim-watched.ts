/**
 * Notes that an instance's connections of an account watch symbols, each until a time; asked again with the same symbols it
 * is noted for longer. Of all instances together an account watches so many distinct symbols at most.
 *
 * KEYS: what the account watches (sorted set of instance and symbol, by the time it ends). ARGV: now, the time it ends,
 * milliseconds until then, the most of an account, instance, symbols… Returns the symbols that are too many.
 */
export const CLAIM_WATCHED = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local known, count = {}, 0
for _, member in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local symbol = string.match(member, ' (.*)$')
  if not known[symbol] then
    known[symbol] = true
    count = count + 1
  end
end
local beyond = {}
for i = 6, #ARGV do
  local symbol = ARGV[i]
  if not known[symbol] and count >= tonumber(ARGV[4]) then beyond[#beyond + 1] = symbol
  else
    if not known[symbol] then
      known[symbol] = true
      count = count + 1
    end
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[5] .. ' ' .. symbol)
  end
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return beyond
`;
