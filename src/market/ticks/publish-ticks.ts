/**
 * Numbers a batch of ticks, keeps each as its symbol's last, and publishes it on its symbol's channel: one atomic step, so
 * that no process ever hears a number before it is stored, or two ticks of one symbol in the wrong order.
 *
 * A symbol never seen (or forgotten by a Redis that lost its memory) starts at the time in milliseconds, from where the
 * numbers rise by one: they keep rising over a loss, and a gap still says how many ticks were passed over.
 *
 * The whole batch is published too, for processes of the release before, which hear that alone.
 *
 * KEYS: numbers, last ticks. ARGV: prefix of the symbols' channels, channel of batches, seconds to keep both, then symbol
 * and quote (a JSON object) in turns.
 */
export const PUBLISH_TICKS = `
local now = redis.call('TIME')
local first = string.format('%.0f', now[1] * 1000)
local batch = {}
for i = 4, #ARGV, 2 do
  redis.call('HSETNX', KEYS[1], ARGV[i], first)
  local seq = redis.call('HINCRBY', KEYS[1], ARGV[i], 1)
  local tick = '{"seq":' .. string.format('%.0f', seq) .. ',' .. string.sub(ARGV[i + 1], 2)
  redis.call('HSET', KEYS[2], ARGV[i], tick)
  redis.call('PUBLISH', ARGV[1] .. ARGV[i], tick)
  batch[#batch + 1] = tick
end
redis.call('EXPIRE', KEYS[1], ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('PUBLISH', ARGV[2], '[' .. table.concat(batch, ',') .. ']')
return #batch
`;
