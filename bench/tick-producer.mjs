// Publishes through the product's own tick feed, as a worker does: node tick-producer.mjs RATE, settings in the environment.
import { createRequire } from 'node:module';
import { atRate } from './ticks.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const { Registry } = require('prom-client');
const { loadEnvironment } = require('../dist/config/load-environment.js');
const { RedisConnections } = require('../dist/platform/redis/redis-connections.js');
const { TickFeed } = require('../dist/market/ticks/tick-feed.js');

const redis = new RedisConnections(loadEnvironment(process.env));
const feed = new TickFeed(redis, new Registry());
await redis.onModuleInit();
atRate(Number(process.argv[2]), (quotes) => feed.publish(quotes));
