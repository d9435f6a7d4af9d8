const { ModuleMocker } = require('jest-mock');
const { forgetSpecFile } = require('./forgetful-packages.cjs');

/**
 * Spec files run in Node's own context, one after the other, as the product does. What a file changes of the globals
 * and of the environment's variables is undone after it, and packages forget what it told them.
 */
module.exports = class OneContextEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  // A stopped clock would stop for the shared packages too.
  fakeTimers = null;
  fakeTimersModern = null;
  exit = process.exit;
  globals = Object.getOwnPropertyDescriptors(globalThis);
  variables = Object.getOwnPropertyDescriptors(process.env);

  async setup() {}

  async teardown() {
    process.exit = this.exit;
    restore(globalThis, this.globals);
    restore(process.env, this.variables);
    forgetSpecFile();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }
};

function restore(target, properties) {
  for (const key of Reflect.ownKeys(target)) {
    if (!Object.hasOwn(properties, key)) Reflect.deleteProperty(target, key);
  }
  for (const key of Reflect.ownKeys(properties)) Reflect.defineProperty(target, key, properties[key]);
}
