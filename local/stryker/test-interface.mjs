/** The part of vitest's interface that the tests of core and operations use, with vitest's own matchers, in the same process. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Stryker and what this folder needs are installed there.
const require = createRequire(join(fileURLToPath(new URL('../../.local/stryker', import.meta.url)), 'x.js'));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const chai = await load('chai');
const {
  ASYMMETRIC_MATCHERS_OBJECT,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} = await load('@vitest/expect');
for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

export const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[ASYMMETRIC_MATCHERS_OBJECT],
);
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, expect);

chai.expect.extend(expect, customMatchers);

/** Every test of the files that were imported: its name, its function and what goes before it. */
export const registered = [];

let file = '';
let suite = { path: [], before: [] };

export function startFile(name) {
  file = name;
  suite = { path: [], before: [] };
}

/** One name for each case: its number tells cases with equal names apart. */
const forEachCase = (declare) => (cases) => (name, body) => {
  for (const [index, each] of cases.entries()) {
    const args = Array.isArray(each) ? each : [each];
    declare(`${name} #${index + 1}`, () => body(...args));
  }
};

export function describe(name, body) {
  const outer = suite;
  suite = { path: [...outer.path, name], before: [...outer.before] };
  body();
  suite = outer;
}
describe.each = forEachCase(describe);

export function test(name, body) {
  const { path, before } = suite;
  registered.push({ id: `${file} > ${[...path, name].join(' > ')}`, file, body, before });
}
test.each = forEachCase(test);
export { test as it };

export const beforeEach = (prepare) => void suite.before.push(prepare);
