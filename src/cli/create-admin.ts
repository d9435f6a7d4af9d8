import { parseArgs } from 'node:util';
import { Global, INestApplicationContext, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { isEmail } from 'class-validator';
import { Clock, SystemClock } from '../common/clock';
import { ConfigModule } from '../config/config.module';
import { MongoModule } from '../platform/mongo/mongo.module';
import { RecordChanges, UnheardChanges } from '../platform/records/record-changes';
import { askPassword } from './ask-password';
import {
  RememberedDeviceRecord,
  RememberedDeviceSchema,
} from '../auth/factors/schemas/remembered-device.schema';
import { SecondFactorRecord, SecondFactorSchema } from '../auth/factors/schemas/second-factor.schema';
import { OidcLinkRecord, OidcLinkSchema } from '../auth/oidc/schemas/oidc-link.schema';
import { PasskeyRecord, PasskeySchema } from '../auth/passkeys/schemas/passkey.schema';
import { PersonalTokenRecord, PersonalTokenSchema } from '../auth/schemas/personal-token.schema';
import { SessionRecord, SessionSchema } from '../auth/schemas/session.schema';
import { OidcLinksRepository } from '../auth/oidc/oidc-links.repository';
import { PasskeysRepository } from '../auth/passkeys/passkeys.repository';
import { PersonalTokensRepository } from '../auth/tokens/personal-tokens.repository';
import { RememberedDevicesRepository } from '../auth/factors/devices/remembered-devices.repository';
import { SecondFactorsRepository } from '../auth/factors/second-factors.repository';
import { SessionsRepository } from '../auth/sessions/sessions.repository';
import { PasswordStrength } from '../users/password-strength';
import { Passwords } from '../users/passwords';
import { CommandRefusedError } from './command-refused.error';
import { databaseEnvironment } from './database-environment';
import { openApplication } from './open-application';
import { runCommand } from './run-command';
import { UsersModule } from '../users/users.module';
import { UsersService } from '../users/users.service';

const USAGE =
  'usage: npm run user:create-admin -- --email ada@example.com [--full-name "Ada Lovelace"] [--existing]';

@Global()
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    { provide: RecordChanges, useClass: UnheardChanges },
  ],
  exports: [Clock, RecordChanges],
})
class GroundModule {}

@Module({
  imports: [
    GroundModule,
    MongoModule,
    MongooseModule.forFeature([
      { name: OidcLinkRecord.name, schema: OidcLinkSchema },
      { name: PasskeyRecord.name, schema: PasskeySchema },
      { name: PersonalTokenRecord.name, schema: PersonalTokenSchema },
      { name: RememberedDeviceRecord.name, schema: RememberedDeviceSchema },
      { name: SecondFactorRecord.name, schema: SecondFactorSchema },
      { name: SessionRecord.name, schema: SessionSchema },
    ]),
    UsersModule,
  ],
  providers: [
    OidcLinksRepository,
    PasskeysRepository,
    PersonalTokensRepository,
    RememberedDevicesRepository,
    SecondFactorsRepository,
    SessionsRepository,
  ],
})
class CreateAdminModule {}

/**
 * `npm run user:create-admin`: makes an account that is a superuser. The password is asked for or read from standard
 * input, never an argument, which other users of the machine could see. An account that exists may be a stranger's: it is
 * made one only with `--existing`, gets the new password, and loses every other way in.
 */
async function main(): Promise<void> {
  const wish = wanted();
  const environment = databaseEnvironment();
  const app = await openApplication({ module: CreateAdminModule, imports: [ConfigModule.with(environment)] });
  try {
    process.stdout.write(`${await createAdmin(app, wish)}\n`);
  } finally {
    await app.close();
  }
}

interface Wish {
  email: string;
  fullName: string;
  existing: boolean;
}

function wanted(): Wish {
  const options = {
    email: { type: 'string' },
    'full-name': { type: 'string' },
    existing: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ options });
  if (!values.email || !isEmail(values.email)) throw new CommandRefusedError(USAGE);
  const fullName = values['full-name']?.trim() || 'Administrator';
  return { email: values.email, fullName, existing: values.existing };
}

async function createAdmin(app: INestApplicationContext, wish: Wish): Promise<string> {
  const users = app.get(UsersService);
  const found = await users.credentialsByEmail(wish.email);
  if (found && !wish.existing) {
    throw new CommandRefusedError(
      `There is an account with this address, and whoever opened it has its password. Give --existing to set a new ` +
        `password, end its sessions and make it a superuser.`,
    );
  }
  const full_name = found?.full_name ?? wish.fullName;
  const hashed_password = await newPassword(app, [wish.email, full_name]);
  const email_confirmed_at = app.get(Clock).now();
  if (!found) {
    const user = await users.create({
      email: wish.email,
      hashed_password,
      full_name,
      is_superuser: true,
      email_confirmed_at,
    });
    return `${user.email} is a superuser now.`;
  }
  await users.takeOver(found.id, hashed_password);
  await shutOut(app, found.id);
  return `${found.email} is a superuser now, with the new password; its sessions, tokens and second factors are gone.`;
}

/** Whoever opened the account may have more ways in than its password. */
async function shutOut(app: INestApplicationContext, userId: string): Promise<void> {
  await app.get(OidcLinksRepository).deleteAll(userId);
  await app.get(PasskeysRepository).deleteAll(userId);
  await app.get(SecondFactorsRepository).removeAll(userId);
  await app.get(RememberedDevicesRepository).deleteAll(userId);
  await app.get(PersonalTokensRepository).deleteAll(userId);
  await app.get(SessionsRepository).end({ userId }, app.get(Clock).now());
}

async function newPassword(app: INestApplicationContext, known: string[]): Promise<string> {
  const password = await askPassword(process.stdin, process.stdout);
  const problem = await app.get(PasswordStrength).problem(password, known);
  if (problem) throw new CommandRefusedError(`The password ${problem}.`);
  return app.get(Passwords).hash(password);
}

runCommand(main);
