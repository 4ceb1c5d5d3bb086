/** Lays out exactly what is deployed, from an existing build. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './folders.ts';

/** Replaces the folder. */
export function layOutPackage(target: string): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(root, 'dist'), join(target, 'dist'), { recursive: true, filter: isNoSourceMap });
  cpSync(join(root, 'host.json'), join(target, 'host.json'));
  writeFileSync(join(target, 'package.json'), packageJson());
}

const isNoSourceMap = (path: string): boolean => !path.endsWith('.map');

/** Without scripts and dependencies: whoever would build in Azure, or install there, finds nothing to do. */
function packageJson(): string {
  const whole: Readonly<Record<string, unknown>> = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const kept = ['name', 'version', 'private', 'type', 'main', 'engines'];
  return `${JSON.stringify(Object.fromEntries(kept.map((name) => [name, whole[name]])), null, 2)}\n`;
}
