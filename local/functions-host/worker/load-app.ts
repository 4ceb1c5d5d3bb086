/**
 * Loads the app as the real Node worker does: package.json's `main` is a glob, every match is loaded
 * (`require` or `import` by extension and package type), then the appStart hooks run.
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { z } from 'zod';

import { runHooks, type AppContext, type CoreLog } from './core-module.ts';

const packageSchema = z.looseObject({
  main: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
});
type PackageJson = z.infer<typeof packageSchema>;

/** If an entry point cannot be loaded, the app has no functions, but the worker keeps running. */
export async function loadApp(root: string, app: AppContext, log: CoreLog): Promise<void> {
  const packageJson = readPackageJson(root, log);
  try {
    await loadEntryPoints(root, packageJson);
  } catch (error) {
    app.functions.clear();
    console.error(error);
    const reason = error instanceof Error ? error.message : String(error);
    const entryPoint = packageJson.main ?? '';
    log('error', 'system', `Worker was unable to load entry point "${entryPoint}": ${reason}`);
  }
  await runHooks(app, 'appStart', {
    hookData: app.appLevelOnlyHookData,
    appHookData: app.appHookData,
    functionAppDirectory: root,
  });
}

function readPackageJson(root: string, log: CoreLog): PackageJson {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log('warning', 'system', `Worker failed to load package.json: ${reason}`);
    return {};
  }
}

async function loadEntryPoints(root: string, packageJson: PackageJson): Promise<void> {
  if (packageJson.main === undefined || packageJson.main === '') return;
  const files = globSync(packageJson.main, { cwd: root }).toSorted();
  if (files.length === 0) throw new Error(`File does not exist under ${root}`);
  const require = createRequire(path.join(root, 'package.json'));
  for (const file of files) {
    const absolute = path.resolve(root, file);
    if (isEsModule(file, packageJson)) await import(pathToFileURL(absolute).href);
    else require(absolute);
  }
}

function isEsModule(file: string, packageJson: PackageJson): boolean {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  return packageJson.type === 'module';
}
