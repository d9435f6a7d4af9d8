/**
 * Notes that an instance's connections of some accounts watch symbols, each until a time; asked again with the same symbols
 * it is noted for longer. Of all instances together an account watches so many distinct symbols at most.
 *
 * KEYS: what each account watches (sorted set of instance and symbol, by the time it ends). ARGV: now, the time it ends,
 * milliseconds until then, the most of an account, instance, then for each account how many symbols, and the symbols.
 * Returns for each account the symbols that are too many.
 */
export const CLAIM_WATCHED = `
local most = tonumber(ARGV[4])
local at = 6
local beyond = {}
for account, watched in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', watched, '-inf', ARGV[1])
  local known, count = {}, 0
  for _, member in ipairs(redis.call('ZRANGE', watched, 0, -1)) do
    local symbol = string.match(member, ' (.*)$')
    if not known[symbol] then
      known[symbol] = true
      count = count + 1
    end
  end
  local noted, over = {}, {}
  local last = at + tonumber(ARGV[at])
  for i = at + 1, last do
    local symbol = ARGV[i]
    if not known[symbol] and count >= most then over[#over + 1] = symbol
    else
      if not known[symbol] then
        known[symbol] = true
        count = count + 1
      end
      noted[#noted + 1] = ARGV[2]
      noted[#noted + 1] = ARGV[5] .. ' ' .. symbol
    end
  end
  if #noted > 0 then redis.call('ZADD', watched, unpack(noted)) end
  redis.call('PEXPIRE', watched, ARGV[3])
  beyond[account] = over
  at = last + 1
end
return beyond
`;
