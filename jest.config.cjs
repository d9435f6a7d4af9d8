/** @type {import('jest').Config} */
const shared = {
  rootDir: __dirname,
  transform: { '^.+\\.ts$': ['@swc/jest', {}] },
  moduleFileExtensions: ['ts', 'js', 'json'],
  testEnvironment: 'node',
};

const withServices = {
  ...shared,
  runtime: '<rootDir>/test/support/runner/shared-packages.runtime.cjs',
  testEnvironment: '<rootDir>/test/support/runner/one-context.environment.cjs',
  resolver: '<rootDir>/test/support/client/client-resolver.cjs',
  globalSetup: '<rootDir>/test/support/stores/services.setup.ts',
  globalTeardown: '<rootDir>/test/support/stores/services.teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/contract/contract.setup.ts'],
};

/**
 * Unit specs stand beside the code; the other three sizes need MongoDB and Redis (embedded unless their URLs are set).
 * @type {import('jest').Config}
 */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      resolver: '<rootDir>/test/support/client/client-resolver.cjs',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/client/test/*.spec.ts'],
    },
    ...['integration', 'e2e', 'contract'].map((size) => ({
      ...withServices,
      displayName: size,
      testMatch: [`<rootDir>/test/${size}/**/*.spec.ts`],
    })),
  ],
  maxWorkers: 2,
  // Each suite leaves modules behind; a worker that grows is slower than a new one.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 180_000,
};
