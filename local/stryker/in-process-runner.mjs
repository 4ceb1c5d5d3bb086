/**
 * Runs the tests of core and operations for Stryker in one process, without vitest: most mutants cost a fraction of a
 * second, because a worker and all modules need not be loaded anew for each. Only for tests that need no isolation.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'rolldown/utils';

const testInterface = new URL('test-interface.mjs', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'vitest' ? { url: testInterface, shortCircuit: true } : next(name, context),
  // Node's own way to remove types refuses half of a surrogate pair in a string, which tests of hostile texts contain.
  load: (url, context, next) => {
    if (!url.endsWith('.ts')) return next(url, context);
    const path = fileURLToPath(url);
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), { lang: 'ts', tsconfig: false });
    if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
const { registered, startFile } = await import(testInterface);

const files = ['test/core/**/*.test.ts', 'test/operations/**/*.test.ts'];
/** It reads docs. */
const exclude = ['test/core/spec.test.ts'];
/** A test that waits for nothing that could still come. It is idle time: a busy machine does not count. */
const patienceMs = 3_000;

/** How long each test took, for the processes that follow: they begin with the quick ones. Beside the copy of the sources. */
const costsFile = 'costs-of-tests.json';

/** The state that the code with mutants in it shares with its runner. */
// oxlint-disable-next-line no-underscore-dangle -- Stryker's name
const shared = (globalThis.__stryker__ ??= {});

/** Of promises that nobody waits for: they fail the test during which they are rejected. */
let rejection;
process.on('unhandledRejection', (error) => (rejection ??= error));

async function withPatience(promise) {
  const begun = performance.eventLoopUtilization();
  let timer;
  const impatience = new Promise((_, reject) => {
    timer = setInterval(() => {
      if (performance.eventLoopUtilization(begun).idle > patienceMs) reject(new Error('it waits for ever'));
    }, 200);
  });
  try {
    await Promise.race([promise, impatience]);
  } finally {
    clearInterval(timer);
  }
}

async function messageOfFailure({ body, before }) {
  rejection = undefined;
  const cleanUps = [];
  try {
    for (const prepare of before) cleanUps.push(await prepare());
    const result = body();
    if (result instanceof Promise) await withPatience(result);
    if (rejection !== undefined) throw rejection;
    return undefined;
  } catch (error) {
    return String(error?.message ?? error);
  } finally {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp?.();
  }
}

class InProcessRunner {
  #loaded = false;

  /** Node caches modules, so that Stryker starts a new process for mutants in what is executed while they are loaded. */
  capabilities() {
    return { reloadEnvironment: false };
  }

  async #load() {
    if (this.#loaded) return;
    this.#loaded = true;
    for (const file of globSync(files, { exclude }).toSorted()) {
      startFile(file.replaceAll('\\', '/'));
      await import(pathToFileURL(resolve(file)).href);
    }
    if (!existsSync(costsFile)) return;
    const costs = JSON.parse(readFileSync(costsFile, 'utf8'));
    registered.sort((one, other) => (costs[one.id] ?? 0) - (costs[other.id] ?? 0));
  }

  async dryRun() {
    shared.activeMutant = undefined;
    await this.#load();
    const tests = [];
    for (const each of registered) {
      const begun = performance.now();
      shared.currentTestId = each.id;
      const failureMessage = await messageOfFailure(each);
      shared.currentTestId = undefined;
      const timeSpentMs = performance.now() - begun;
      const about = { id: each.id, name: each.id, timeSpentMs, fileName: resolve(each.file) };
      tests.push(
        failureMessage === undefined ? { ...about, status: 0 } : { ...about, status: 1, failureMessage },
      );
    }
    writeFileSync(
      costsFile,
      JSON.stringify(Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))),
    );
    return { status: 'complete', tests, mutantCoverage: shared.mutantCoverage };
  }

  async mutantRun({ testFilter, activeMutant, mutantActivation, hitLimit }) {
    shared.hitCount = 0;
    shared.hitLimit = hitLimit;
    shared.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    try {
      await this.#load();
    } catch (error) {
      return {
        status: 'killed',
        killedBy: ['loading the tests'],
        failureMessage: String(error),
        nrOfTests: 0,
      };
    }
    shared.activeMutant = activeMutant.id;
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    let nrOfTests = 0;
    for (const each of registered.filter(({ id }) => wanted?.has(id) ?? true)) {
      const failureMessage = await messageOfFailure(each);
      nrOfTests += 1;
      if (shared.hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit reached' };
      if (failureMessage !== undefined)
        return { status: 'killed', killedBy: [each.id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', factory: () => new InProcessRunner() },
];
