// Usage: make-keys.mjs FOLDER. Makes the secrets of an installation that are not there yet, each readable by its reader only.
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
/** The users of the images: distroless' nonroot, and 999 in those of MongoDB and Redis. */
const APPLICATION = 65_532;
const STORE = 999;

/** Keeps the secret that the file holds, or makes it; the file is there whole or not at all. */
function secret(name, owner, make) {
  const file = join(folder, name);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, make(), { mode: 0o400 });
    chownSync(`${file}.new`, owner, owner);
    renameSync(`${file}.new`, file);
    console.log(`made ${name}`);
  }
  return readFileSync(file, 'utf8');
}

const password = () => randomBytes(24).toString('hex');

secret('jwt_secret', APPLICATION, () => randomBytes(32).toString('hex'));
secret('mongo_keyfile', STORE, () => randomBytes(384).toString('base64'));
const mongo = secret('mongo_password', STORE, password);
secret(
  'mongodb_uri',
  APPLICATION,
  () => `mongodb://tickfolio:${mongo}@mongo:27017/tickfolio?authSource=admin&replicaSet=rs0`,
);
const redis = secret('redis.conf', STORE, () => `requirepass ${password()}\n`).split(/\s/)[1];
secret('redis_url', APPLICATION, () => `redis://:${redis}@redis:6379`);
