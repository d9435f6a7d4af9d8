import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Global, INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { isEmail } from 'class-validator';
import { Clock, SystemClock } from '../common/clock';
import { DomainError } from '../common/errors/domain-error';
import { ConfigModule } from '../config/config.module';
import { loadEnvironment } from '../config/load-environment';
import { processVariables } from '../config/process-variables';
import { MongoModule } from '../platform/mongo/mongo.module';
import { askPassword } from './ask-password';
import { passwordProblem } from './password-rules';
import { Passwords } from './passwords';
import { Refusal } from './refusal';
import { UsersModule } from './users.module';
import { UsersService } from './users.service';

const USAGE = 'usage: npm run user:create-admin -- --email ada@example.com [--full-name "Ada Lovelace"]';

@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
class ClockModule {}

@Module({ imports: [ClockModule, MongoModule, UsersModule] })
class CreateAdminModule {}

/**
 * `npm run user:create-admin`: makes an account that is a superuser, or an existing one into one. The password is asked
 * for or read from standard input, never an argument, which other users of the machine could see.
 */
async function main(): Promise<void> {
  const { email, fullName } = wanted();
  // Only the database is needed here, so a machine without the other settings will do.
  const unneeded = { REDIS_URL: 'redis://localhost', JWT_SECRET: randomBytes(32).toString('hex') };
  const environment = loadEnvironment({ ...unneeded, ...processVariables });
  const app = await NestFactory.createApplicationContext(
    { module: CreateAdminModule, imports: [ConfigModule.with(environment)] },
    { logger: ['error'] },
  );
  try {
    process.stdout.write(`${await createAdmin(app, email, fullName)}\n`);
  } finally {
    await app.close();
  }
}

function wanted(): { email: string; fullName: string } {
  const options = { email: { type: 'string' }, 'full-name': { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  if (!values.email || !isEmail(values.email)) throw new Refusal(USAGE);
  return { email: values.email, fullName: values['full-name']?.trim() || 'Administrator' };
}

async function createAdmin(app: INestApplicationContext, email: string, full_name: string): Promise<string> {
  const users = app.get(UsersService);
  const existing = await users.credentialsByEmail(email);
  if (existing) {
    await users.promote(existing.id);
    return `${existing.email} is a superuser now; the password is unchanged.`;
  }
  const password = await askPassword(process.stdin, process.stdout);
  const problem = passwordProblem(password);
  if (problem) throw new Refusal(`The password ${problem}.`);
  const hashed_password = await app.get(Passwords).hash(password);
  const user = await users.create({ email, hashed_password, full_name, is_superuser: true });
  return `${user.email} is a superuser now.`;
}

main().catch((error: unknown) => {
  const forPeople = error instanceof Refusal || error instanceof DomainError;
  process.stderr.write(`${forPeople ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
