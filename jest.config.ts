import type { Config } from 'jest';

const shared: Config = {
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  moduleFileExtensions: ['ts', 'js', 'json'],
  testEnvironment: 'node',
};
const withServices: Config = {
  ...shared,
  globalSetup: '<rootDir>/test/support/services.setup.ts',
  globalTeardown: '<rootDir>/test/support/services.teardown.ts',
};

/** Unit specs stand beside the code; the other three sizes need MongoDB and Redis (embedded unless their URLs are set). */
const config: Config = {
  projects: [
    { ...shared, displayName: 'unit', rootDir: __dirname, testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    ...(['integration', 'e2e', 'contract'] as const).map((size) => ({
      ...withServices,
      displayName: size,
      rootDir: __dirname,
      testMatch: [`<rootDir>/test/${size}/**/*.spec.ts`],
    })),
  ],
  maxWorkers: 2,
  testTimeout: 30_000,
};

export default config;
