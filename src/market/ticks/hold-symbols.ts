/**
 * Makes a holder's symbols exactly the given ones, keeping a count of holders per symbol, so that the list of all tracked
 * symbols is one cheap read however many portfolios hold the same share. The holders of one account together hold at most
 * so many distinct symbols; what is beyond is not held.
 *
 * KEYS: counts (hash), the holder's symbols (set), expiries (sorted set), holders that hold for good (set), accounts of
 * holders (hash). ARGV: holder, time it ends (or '' for never), account (or '' for none, or as before), prefix of the
 * accounts' keys (which share the others' slot), the most of an account, symbols…
 */
export const HOLD_SYMBOLS = `
local function less(key, symbol)
  if redis.call('HINCRBY', key, symbol, -1) <= 0 then redis.call('HDEL', key, symbol) end
end
local known = redis.call('HGET', KEYS[5], ARGV[1])
local account = ARGV[3]
if account == '' then account = known or '' end
local own = ARGV[4] .. account
local before = redis.call('SMEMBERS', KEYS[2])
if account ~= '' and not known then
  for _, symbol in ipairs(before) do redis.call('HINCRBY', own, symbol, 1) end
end
local wanted = {}
for i = 6, #ARGV do wanted[ARGV[i]] = true end
for _, symbol in ipairs(before) do
  if not wanted[symbol] then
    redis.call('SREM', KEYS[2], symbol)
    less(KEYS[1], symbol)
    if account ~= '' then less(own, symbol) end
  end
end
local most = tonumber(ARGV[5])
for i = 6, #ARGV do
  local symbol = ARGV[i]
  local fits = account == '' or redis.call('HEXISTS', own, symbol) == 1 or redis.call('HLEN', own) < most
  if fits and redis.call('SADD', KEYS[2], symbol) == 1 then
    redis.call('HINCRBY', KEYS[1], symbol, 1)
    if account ~= '' then redis.call('HINCRBY', own, symbol, 1) end
  end
end
if account ~= '' and #ARGV > 5 then redis.call('HSET', KEYS[5], ARGV[1], account)
else redis.call('HDEL', KEYS[5], ARGV[1]) end
if #ARGV > 5 and ARGV[2] == '' then redis.call('SADD', KEYS[4], ARGV[1])
else redis.call('SREM', KEYS[4], ARGV[1]) end
if #ARGV > 5 and ARGV[2] ~= '' then redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
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
