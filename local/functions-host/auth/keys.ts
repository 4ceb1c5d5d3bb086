/**
 * The host's keys: the master key, the default host key and one key for each function. They are created once and
 * kept in a git-ignored file, so that they survive restarts.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

const key = z.string().min(16);
const schema = z.object({
  masterKey: key,
  hostKey: key,
  /** By function name in lower case. */
  functionKeys: z.record(z.string(), key),
});

export type Keys = Readonly<z.infer<typeof schema>>;

/** Undefined when the file does not exist yet; throws when it is invalid. */
export function readKeys(file: string): Keys | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = schema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  // Only the paths: the parser's own messages could quote the file, and so the keys.
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole file').join(', ');
  throw new Error(`${file} is invalid (${places}): delete it, and the next start creates one with new keys.`);
}

/** Reads the keys and creates those that are missing. */
export function openKeys(file: string, functionNames: readonly string[]): Keys {
  const known = readKeys(file);
  const names = functionNames.map((name) => name.toLowerCase());
  const missing = names.filter((name) => known?.functionKeys[name] === undefined);
  if (known !== undefined && missing.length === 0) return known;
  const keys: Keys = {
    masterKey: known?.masterKey ?? newKey(),
    hostKey: known?.hostKey ?? newKey(),
    functionKeys: {
      ...known?.functionKeys,
      ...Object.fromEntries(missing.map((name) => [name, newKey()])),
    },
  };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

function newKey(): string {
  return randomBytes(40).toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
