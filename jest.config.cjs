/** @type {import('jest').Config} */
const shared = {
  rootDir: __dirname,
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  moduleFileExtensions: ['ts', 'js', 'json'],
  testEnvironment: 'node',
};

const withServices = {
  ...shared,
  resolver: '<rootDir>/test/support/client-resolver.cjs',
  globalSetup: '<rootDir>/test/support/services.setup.ts',
  globalTeardown: '<rootDir>/test/support/services.teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/contract.setup.ts'],
};

/**
 * Unit specs stand beside the code; the other three sizes need MongoDB and Redis (embedded unless their URLs are set).
 * @type {import('jest').Config}
 */
module.exports = {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    ...['integration', 'e2e', 'contract'].map((size) => ({
      ...withServices,
      displayName: size,
      testMatch: [`<rootDir>/test/${size}/**/*.spec.ts`],
    })),
  ],
  maxWorkers: 2,
  testTimeout: 30_000,
};
