/** A Functions app in its own folder, made from source text and removed with the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Inside the repository, so that require('@azure/functions') finds the project's own copy.
const parent = fileURLToPath(new URL('../../../../.local/tmp/', import.meta.url));

export interface FixtureFiles {
  /** Source of main.cjs; `app` is already defined. */
  readonly main?: string;
  /** host.json as text or as an object; routePrefix is "" by default. */
  readonly hostJson?: string | object;
  /** `Values` of local.settings.json; without them there is no such file. */
  readonly settings?: Readonly<Record<string, string>>;
  /** More files, or another package.json. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface FixtureApp extends Disposable {
  readonly root: string;
}

export const plainHostJson = { version: '2.0', extensions: { http: { routePrefix: '' } } };

export function makeApp({
  main = '',
  hostJson = plainHostJson,
  settings,
  files = {},
}: FixtureFiles): FixtureApp {
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(path.join(parent, 'functions-host-'));
  const content: Record<string, string> = {
    'package.json': '{ "main": "main.cjs" }',
    'main.cjs': `const { app } = require('@azure/functions');\n${main}`,
    'host.json': typeof hostJson === 'string' ? hostJson : JSON.stringify(hostJson),
    ...(settings && { 'local.settings.json': JSON.stringify({ IsEncrypted: false, Values: settings }) }),
    ...files,
  };
  for (const [name, text] of Object.entries(content)) writeFileSync(path.join(root, name), text);
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
