/** Set-ups that all tests of a file about the dashboard share: a table, an app on it, and a browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type App, neverByItself, startApp, until } from './app.ts';
import { type Language, browserOfWorker, type Look, usualLook, type Visit, visit } from './browser.ts';
import { languages } from '../../src/dashboard/words/languages.ts';
import type { Words } from '../../src/dashboard/words/english.ts';
import { type Past, seedPast } from './past.ts';
import { startSurroundings, type Surroundings } from './surroundings.ts';

/** No tick, and no scheduled run. */
export const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

/** Sets up once before the tests of a file or of a block; call the result within a test. */
export function shared<T>(setUp: (stack: AsyncDisposableStack) => Promise<T>): () => T {
  const stack = new AsyncDisposableStack();
  let ready: { readonly value: T } | undefined;
  beforeAll(async () => {
    ready = { value: await setUp(stack) };
  });
  afterAll(() => stack.disposeAsync());
  return () => {
    if (ready === undefined)
      throw new Error('this is there from the first test on, not while the file loads');
    return ready.value;
  };
}

export const sharedBrowser = (): (() => Browser) => shared(browserOfWorker);

/** One page for each language: it follows its window and the system's theme, so that one visit shows all of its looks. */
export function sharedPages(): (browser: Browser, app: App, look: Look) => Promise<Page> {
  const visits = new Map<Language, Visit>();
  afterAll(async () => {
    for (const opened of visits.values()) await opened[Symbol.asyncDispose]();
  });
  return async (browser, app, look) => {
    const visited = visits.get(look.language) ?? (await visit(browser, app, { look }));
    visits.set(look.language, visited);
    const { page } = visited;
    await page.emulateMedia({ colorScheme: look.scheme });
    await page.setViewportSize({ width: look.width, height: 900 });
    return page;
  };
}

/**
 * One page for all tests of a file or block that leave it as they found it: a visit takes most of a second of processor
 * time. After a test that fails, the next one gets a new page.
 */
export function sharedPage(open: () => Promise<Visit>): () => Promise<Page> {
  let visited: Visit | undefined;
  const close = async (): Promise<void> => {
    const last = visited;
    visited = undefined;
    await last?.[Symbol.asyncDispose]();
  };
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await visited?.context.close().finally(() => (visited = undefined));
    else expect(visited?.problems ?? []).toEqual([]);
  });
  afterAll(close);
  return async () => {
    visited ??= await open();
    return visited.page;
  };
}

export interface Stage {
  readonly world: Surroundings;
  readonly app: App;
  readonly browser: Browser;
}

/** An app that never ticks by itself, on a table with a past. */
export const stageWith = (past: Past, env: Readonly<Record<string, string>> = {}): (() => Stage) =>
  shared(async (stack) => {
    const world = stack.use(await startSurroundings());
    await seedPast(world.storage, past);
    const app = stack.use(await startApp({ ...world, env: { ...quiet, ...env } }));
    const browser = await browserOfWorker();
    return { world, app, browser };
  });

export interface Ticking extends AsyncDisposable {
  readonly world: Surroundings;
  readonly app: App;
  readonly page: Page;
  readonly words: Words;
}

/** `runsMs`: how long the procedure takes in this test. */
export type OpenTicking = (look?: Look, runsMs?: number) => Promise<Ticking>;

/** An app that ticks by itself. Each test opens a page on it; leaving the block puts the schedule back as it was. */
export function tickingStage(): OpenTicking {
  const stage = shared(async (stack): Promise<Stage> => {
    const world = stack.use(await startSurroundings());
    // Nothing starts by itself: every run was requested.
    const app = stack.use(await startApp({ ...world, env: { START_DELAY_SECONDS: '86400' } }));
    const browser = await browserOfWorker();
    await app.statusWhen(({ reason }) => reason.code === 'waiting_for_slot');
    return { world, app, browser };
  });
  return async (look = usualLook, runsMs = 0) => {
    const { world, app, browser } = stage();
    await using stack = new AsyncDisposableStack();
    stack.defer(() => putBack(stage()));
    world.sql.setFault({ kind: 'delay', ms: runsMs });
    const { page } = stack.use(await visit(browser, app, { look, clock: true }));
    const held = stack.move();
    const { words } = languages[look.language];
    return { world, app, page, words, [Symbol.asyncDispose]: () => held.disposeAsync() };
  };
}

async function putBack({ world, app }: Stage): Promise<void> {
  await until(
    () => {
      world.sql.finishRuns();
      return app.status();
    },
    ({ current_run }) => current_run === null,
  );
  await app.post('/scheduler/start');
  await app.post('/scheduler/set-interval', { hours: 3, after: 'finish' });
}
