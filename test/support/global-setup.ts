/**
 * Vitest's global set-up: builds once what is deployed, and copies it to a folder of its own without node_modules,
 * so that the end-to-end tests run exactly that, and another build beside them changes nothing. It also starts the
 * one Azurite that they share, each with tables of its own, and unpacks their browser.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build, layOutPackage } from '../../local/stack/build.ts';
import { startAzurite } from './azurite.ts';
import { type ChromiumBinary, prepareChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly appRoot: string;
    readonly azuritePort: number;
    readonly chromium: ChromiumBinary;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  build();
  const appRoot = await mkdtemp(join(tmpdir(), 'jamkerja-app-'));
  layOutPackage(appRoot);
  provide('appRoot', appRoot);
  const azurite = await startAzurite();
  provide('azuritePort', azurite.port);
  provide('chromium', await prepareChromium());
  return async () => {
    await azurite.stop();
    await rm(appRoot, { recursive: true, force: true });
  };
}
