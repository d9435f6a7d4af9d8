import type { CommandAnswer, Command } from './command';

/** The server release whose wire protocol is spoken, MongoDB 7.0. */
const VERSION = [7, 0, 0, 0] as const;
const MAX_WIRE_VERSION = 21;

/** A standalone server: no set name, so the driver neither retries writes nor begins transactions. */
function hello(connectionId: number, now: Date): CommandAnswer {
  return {
    fields: {
      helloOk: true,
      isWritablePrimary: true,
      ismaster: true,
      maxBsonObjectSize: 16 * 1024 * 1024,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      localTime: now,
      logicalSessionTimeoutMinutes: 30,
      connectionId,
      minWireVersion: 0,
      maxWireVersion: MAX_WIRE_VERSION,
      readOnly: false,
    },
  };
}

const HELLO: Command = {
  options: [
    'helloOk',
    'client',
    'compression',
    'topologyVersion',
    'maxAwaitTimeMS',
    'loadBalanced',
    'saslSupportedMechs',
    'speculativeAuthenticate',
    'backpressure',
  ],
  run: ({ context }) => hello(context.connectionId, context.now()),
};

const NOTHING_TO_DO: Command = { options: [], run: () => ({ fields: {} }) };

/** Greeting, liveness and sessions. */
export const HANDSHAKE_COMMANDS: Readonly<Record<string, Command>> = {
  hello: HELLO,
  isMaster: HELLO,
  ismaster: HELLO,
  ping: NOTHING_TO_DO,
  endSessions: NOTHING_TO_DO,
  refreshSessions: NOTHING_TO_DO,
  killSessions: NOTHING_TO_DO,
  startSession: NOTHING_TO_DO,
  logout: NOTHING_TO_DO,
  buildInfo: {
    options: [],
    run: () => ({
      fields: {
        version: VERSION.slice(0, 3).join('.'),
        versionArray: VERSION,
        gitVersion: 'embedded',
        modules: [],
        bits: 64,
        maxBsonObjectSize: 16 * 1024 * 1024,
      },
    }),
  },
  connectionStatus: {
    options: ['showPrivileges'],
    run: () => ({ fields: { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } } }),
  },
  whatsmyuri: { options: [], run: () => ({ fields: { you: '127.0.0.1' } }) },
};
