// node nest-users.cjs MONGODB_URI NAMESPACE USER_ID: a bare Nest application with Tickfolio's own users controller over the same
// database, and nothing before its handler but the identity.
require('reflect-metadata');
const { Global, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { MongooseModule } = require('@nestjs/mongoose');
const { Registry } = require('prom-client');
const { Clock, SystemClock } = require('../../dist/common/clock');
const { Environment } = require('../../dist/config/environment');
const { AddressDigest } = require('../../dist/platform/http/limits/address-digest');
const { PersonalDataRooms } = require('../../dist/platform/personal-data/personal-data');
const { RecordChanges, UnheardChanges } = require('../../dist/platform/records/record-changes');
const { UsersApiModule } = require('../../dist/users/users.api.module');

const [uri, dbName, userId] = process.argv.slice(2);

class Needed {}
Global()(Needed);
Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    // It hears of no changes, so it reads the account at each request, as an ordinary handler does.
    { provide: RecordChanges, useClass: UnheardChanges },
    Environment,
    AddressDigest,
    PersonalDataRooms,
    Registry,
  ],
  exports: [Clock, RecordChanges, Environment, AddressDigest, PersonalDataRooms, Registry],
})(Needed);

class BareModule {}
Module({
  imports: [
    Needed,
    MongooseModule.forRoot(uri, { dbName, autoIndex: false, maxPoolSize: 50 }),
    UsersApiModule,
  ],
})(BareModule);

async function main() {
  const app = await NestFactory.create(BareModule, { logger: ['error'] });
  app.set('etag', false);
  app.use((request, _response, next) => {
    request.identity = { userId };
    next();
  });
  await app.listen(0, '127.0.0.1');
  console.log(await app.getUrl());
  process.once('SIGTERM', () => process.exit(0));
}

void main();
