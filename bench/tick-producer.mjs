// Publishes through the product's own tick feed, as a worker does: node tick-producer.mjs RATE [SYMBOLS], settings in the
// environment; so many made-up symbols in place of the usual ones.
import { createRequire } from 'node:module';
import { atRate, madeUp } from './ticks.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { Registry } = require('prom-client');
const { loadEnvironment } = require('../dist/config/load-environment.js');
const { RedisConnections } = require('../dist/platform/redis/redis-connections.js');
const { TickFeed } = require('../dist/market/ticks/tick-feed.js');

const redis = new RedisConnections(loadEnvironment(process.env));
const feed = new TickFeed(redis, new Registry());
await redis.onModuleInit();
const [rate, symbols] = process.argv.slice(2);
atRate(Number(rate), (quotes) => feed.publish(quotes), symbols && madeUp(Number(symbols)));
