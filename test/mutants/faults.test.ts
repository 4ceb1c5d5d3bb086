/** The planted faults fit the code: whoever changes such a line changes the fault with it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../local/stack/folders.ts';
import { allFaults } from './faults/all-faults.ts';
import { misfits } from './patched-copy.ts';

test('each planted fault still has the lines that it changes, and the test that finds it', () => {
  expect(allFaults.flatMap(misfits)).toEqual([]);
  const named = allFaults.flatMap(({ test: file }) => file ?? []);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
