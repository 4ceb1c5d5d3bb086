/** What the tests of a file about the dashboard share: a table with a past, the app on it that never ticks, a browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type App, neverByItself, startApp } from './app.ts';
import { launchBrowser, type Look, usualLook, visit } from './browser.ts';
import { languages } from '../../src/dashboard/words/languages.ts';
import type { Words } from '../../src/dashboard/words/english.ts';
import { type Past, seedPast } from './past.ts';
import { startSurroundings, type Surroundings } from './surroundings.ts';

export const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

export interface Stage {
  readonly world: Surroundings;
  readonly app: App;
  readonly browser: Browser;
}

/** Call it once at the top of a file; what it gives is there from the first test on. */
export function stageWith(past: Past): () => Stage {
  const stack = new AsyncDisposableStack();
  let stage: Stage | undefined;
  beforeAll(async () => {
    const world = stack.use(await startSurroundings());
    await seedPast(world.storage, past);
    const app = stack.use(await startApp({ ...world, env: quiet }));
    const browser = stack.use(await launchBrowser());
    stage = { world, app, browser };
  });
  afterAll(() => stack.disposeAsync());
  return () => {
    if (stage === undefined)
      throw new Error('the stage is set before the first test, not while the file loads');
    return stage;
  };
}

export interface Ticking extends AsyncDisposable {
  readonly world: Surroundings;
  readonly app: App;
  readonly page: Page;
  readonly words: Words;
}

/** The built app that ticks by itself, beside a procedure of so many milliseconds, and the page on it. */
export async function openTicking(
  browser: Browser,
  look: Look = usualLook,
  durationMs = 0,
): Promise<Ticking> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await startSurroundings(durationMs));
  // Nothing starts by itself: each run was asked for.
  const app = stack.use(await startApp({ ...world, env: { START_DELAY_SECONDS: '86400' } }));
  await app.statusWhen(({ reason }) => reason.code === 'waiting_for_slot');
  const { page } = stack.use(await visit(browser, app, { look, clock: true }));
  const held = stack.move();
  const { words } = languages[look.language];
  return { world, app, page, words, [Symbol.asyncDispose]: () => held.disposeAsync() };
}
