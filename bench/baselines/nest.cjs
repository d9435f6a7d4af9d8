// A bare Nest application that loads the packages Tickfolio loads, and answers nothing.
require('reflect-metadata');
const { Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

const SAME_PACKAGES = [
  '@bull-board/api',
  '@bull-board/express',
  '@nestjs/bullmq',
  '@nestjs/jwt',
  '@nestjs/mongoose',
  '@nestjs/platform-socket.io',
  '@nestjs/swagger',
  '@nestjs/terminus',
  '@nestjs/websockets',
  '@socket.io/redis-streams-adapter',
  'bcrypt',
  'bullmq',
  'class-transformer',
  'class-validator',
  'cockatiel',
  'csv-parse',
  'csv-stringify',
  'handlebars',
  'helmet',
  'ioredis',
  'lru-cache',
  'mongoose',
  'nestjs-pino',
  'nodemailer',
  'pino',
  'piscina',
  'prom-client',
  'rate-limiter-flexible',
  'socket.io',
];

class BareModule {}
Module({})(BareModule);

async function main() {
  SAME_PACKAGES.forEach((name) => require(name));
  const app = await NestFactory.create(BareModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  console.log(await app.getUrl());
  process.once('SIGTERM', () => process.exit(0));
}

void main();
