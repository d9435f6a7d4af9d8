const { ConsoleLogger, Logger } = require('@nestjs/common');
const { TypeMetadataStorage } = require('@nestjs/mongoose/dist/storages/type-metadata.storage');
const { defaultMetadataStorage } = require('class-transformer/cjs/storage');
const mongoose = require('mongoose');
const { __resetOutOfContextForTests: forgetLogger } = require('nestjs-pino/PinoLogger');

/**
 * Has packages forget what the files of ours told them that a spec file ran: the classes by their decorators, the
 * logger, the connections. What a package keeps as a global is for the environment to take away.
 */
exports.forgetSpecFile = () => {
  Logger.overrideLogger(new ConsoleLogger());
  for (const list of ['schemas', 'properties', 'virtuals']) TypeMetadataStorage[list] = [];
  defaultMetadataStorage.clear();
  // The first is the package's own.
  mongoose.connections.splice(1);
  forgetLogger();
};
