const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Loaded anew for each spec file: Jest's own, and what keeps a queue, cookies and a crumb where nobody can reach them. */
const NOT_SHARED = /^(@jest\/globals|yahoo-finance2)(\/|$)/;

const isShared = (name) => !/^[./]/.test(name) && !isBuiltin(name) && !NOT_SHARED.test(name);
const requires = new Map();
const compiled = new Map();

/** Node's own `require` for a file of ours. */
function requireOf(file) {
  if (!requires.has(file)) requires.set(file, createRequire(file));
  return requires.get(file);
}

/**
 * Every file of ours is run anew for each spec file, as everywhere in Jest. Packages are loaded once a worker, by Node
 * itself, and our files compiled once: both took most of the processor time of a spec file.
 */
module.exports = class SharedPackagesRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { injectedModuleParameters } = this.executor;
    // In the context that the packages are in too: an Error or Array of theirs is one of ours.
    this.executor.compile = (source, filename) => {
      const known = compiled.get(filename);
      if (known?.source === source) return known.run;
      const run = compileFunction(source, injectedModuleParameters, { filename });
      compiled.set(filename, { source, run });
      return run;
    };
  }

  requireModuleOrMock(from, name) {
    return isShared(name) ? requireOf(from)(name) : super.requireModuleOrMock(from, name);
  }

  requireActual(from, name) {
    return isShared(name) ? requireOf(from)(name) : super.requireActual(from, name);
  }

  setMock(from, name, ...given) {
    if (isShared(name))
      throw new Error(`${name} is shared by all spec files of a worker: it cannot be mocked`);
    super.setMock(from, name, ...given);
  }
};
