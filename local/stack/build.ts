/** Builds `dist/`, which every start and test runs, and lays out the package that is deployed. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.ts';

export function build(): void {
  const cli = join(root, 'node_modules/rolldown/bin/cli.mjs');
  const result = spawnSync(process.execPath, [cli, '--config', 'rolldown.config.ts', '--log-level', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0)
    throw new Error(`the build failed: rolldown exited with ${result.status ?? result.signal}`);
}

/** Needs a build; replaces the folder. */
export function layOutPackage(target: string): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(root, 'dist'), join(target, 'dist'), { recursive: true, filter: isNoSourceMap });
  cpSync(join(root, 'host.json'), join(target, 'host.json'));
  writeFileSync(join(target, 'package.json'), packageJson());
}

const isNoSourceMap = (path: string): boolean => !path.endsWith('.map');

/** Without scripts and dependencies, so that Azure has nothing to build or install. */
function packageJson(): string {
  const whole: Readonly<Record<string, unknown>> = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const kept = ['name', 'version', 'private', 'type', 'main', 'engines'];
  return `${JSON.stringify(Object.fromEntries(kept.map((name) => [name, whole[name]])), null, 2)}\n`;
}
