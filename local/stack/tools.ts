/**
 * The project's tools by the files that Node runs. The commands in `node_modules/.bin` are batch files on Windows,
 * which need a shell, and a shell splits a path with blanks.
 */
import { join } from 'node:path';
import { root } from './folders.ts';

const entries = {
  tsc: 'typescript/bin/tsc',
  oxlint: 'oxlint/bin/oxlint',
  vitest: 'vitest/vitest.mjs',
  rolldown: 'rolldown/bin/cli.mjs',
} as const;

export type Tool = keyof typeof entries;

/** The first argument of Node. */
export const toolFile = (tool: Tool): string => join(root, 'node_modules', entries[tool]);
