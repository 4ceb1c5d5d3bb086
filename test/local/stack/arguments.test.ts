/** The options of `npm start`: what they mean, and what is refused. */
import { expect, test } from 'vitest';
import { readOptions } from '../../../local/stack/arguments.ts';

test.each<readonly [readonly string[], object]>([
  [[], { port: 7071, auth: 'none', run: false, once: false }],
  [['--port', '7171', '--run'], { port: 7171, auth: 'none', run: true, once: false }],
  [['--once', '--auth', 'none'], { port: 7071, auth: 'none', run: false, once: true }],
])('%j', (args, options) => {
  expect(readOptions(args)).toEqual(options);
});

test.each([
  [['--port', '70000'], '--port is "70000", expected a whole number from 1 to 65535'],
  [['--port', 'x'], '--port is "x", expected a whole number from 1 to 65535'],
  [['--once', '--auth', 'keys'], 'expected it without --auth keys'],
  [['--prot'], "Unknown option '--prot'"],
])('%j is refused', (args, words) => {
  expect(() => readOptions(args)).toThrow(words);
});
