/**
 * Makes a holder's symbols exactly the given ones, keeping a count of holders per symbol, so that the list of all tracked
 * symbols is one cheap read however many portfolios hold the same share.
 *
 * KEYS: counts (hash), the holder's symbols (set), expiries (sorted set).
 * ARGV: holder, time it ends (or '' for never), symbols…
 */
export const HOLD_SYMBOLS = `
local wanted = {}
for i = 3, #ARGV do
  wanted[ARGV[i]] = true
  if redis.call('SADD', KEYS[2], ARGV[i]) == 1 then redis.call('HINCRBY', KEYS[1], ARGV[i], 1) end
end
for _, symbol in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  if not wanted[symbol] then
    redis.call('SREM', KEYS[2], symbol)
    if redis.call('HINCRBY', KEYS[1], symbol, -1) <= 0 then redis.call('HDEL', KEYS[1], symbol) end
  end
end
if #ARGV > 2 and ARGV[2] ~= '' then redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
else redis.call('ZREM', KEYS[3], ARGV[1]) end
`;

/**
 * Lets go of the holders whose time has ended, then lists every symbol somebody holds.
 *
 * KEYS: counts, expiries. ARGV: now, prefix of the holders' keys (which share the others' slot).
 */
export const ALL_SYMBOLS = `
for _, holder in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])) do
  local held = ARGV[2] .. holder
  for _, symbol in ipairs(redis.call('SMEMBERS', held)) do
    if redis.call('HINCRBY', KEYS[1], symbol, -1) <= 0 then redis.call('HDEL', KEYS[1], symbol) end
  end
  redis.call('DEL', held)
  redis.call('ZREM', KEYS[2], holder)
end
return redis.call('HKEYS', KEYS[1])
`;
