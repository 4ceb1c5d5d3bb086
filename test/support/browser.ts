/** A real browser on the dashboard. Whatever the page logs as an error, and any request to another host, fails the test. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { stateFolder } from '../../local/stack/folders.ts';
import { type App, until } from './app.ts';
import type { ChromiumBinary } from './chromium.ts';

export type Scheme = 'light' | 'dark';
export type Language = 'en' | 'id';

export interface Look {
  readonly language: Language;
  readonly scheme: Scheme;
  readonly width: number;
}

export const looks: readonly Look[] = (['en', 'id'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) => [360, 1280].map((width) => ({ language, scheme, width }))),
);
export const usualLook: Look = { language: 'en', scheme: 'light', width: 1280 };
export const nameOf = ({ language, scheme, width }: Look): string => `${language}-${scheme}-${width}`;
export function lookNamed(name: string): Look {
  const found = looks.find((look) => nameOf(look) === name);
  if (found === undefined) throw new Error(`there is no look ${name}`);
  return found;
}

/** Each pair has both languages, schemes and widths; together they are all eight looks. */
const pairs = [
  ['en-light-1280', 'id-dark-360'],
  ['en-dark-360', 'id-light-1280'],
  ['en-light-360', 'id-dark-1280'],
  ['en-dark-1280', 'id-light-360'],
] as const;
/** For `it.each`: a still picture is checked in two looks, the next one in two others; with SCREENSHOTS in all. */
export const checkedLooks = (turn: number): readonly (readonly [string, Look])[] =>
  process.env['SCREENSHOTS'] === '1'
    ? looks.map((look) => [nameOf(look), look])
    : (pairs[turn % pairs.length] ?? []).map((name) => [name, lookNamed(name)]);

/** The browser logs each refused request, also one that the test expects. */
const loggedByTheBrowser = /^Failed to load resource: /;

export async function launchBrowser(
  { executablePath, env }: ChromiumBinary,
  more: readonly string[] = [],
): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    env: { ...process.env, ...env } as Record<string, string>,
    // As root there is no sandbox, and containers often have little shared memory. Nothing here needs 3D.
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-gpu',
      '--disable-software-rasterizer',
      ...more,
    ],
  });
}

let launched: Promise<Browser> | undefined;

/**
 * One for all files that a worker of Vitest runs, because a launch takes a second of processor time: each visit has a
 * context of its own. It ends with the worker, whose pipe it reads.
 */
export function browserOfWorker(): Promise<Browser> {
  // A page lives for seconds here: optimising its code, and axe's, costs a third more processor time than it saves.
  launched ??= launchBrowser(inject('chromium'), ['--js-flags=--no-opt']);
  return launched;
}

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors that the page logged, and requests to other hosts. */
  readonly problems: readonly string[];
}

export interface Visiting {
  readonly look?: Look;
  readonly headers?: Readonly<Record<string, string>>;
  /** The dashboard unless given. */
  readonly path?: string;
  /** The test controls the page's clock. */
  readonly clock?: boolean;
  /** Before the page asks for anything: changes what it will be answered. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the page; leaving the block fails the test when there were problems. */
export async function visit(browser: Browser, app: App, visiting: Visiting = {}): Promise<Visit> {
  const { look = usualLook, headers = {}, path = '/scheduler/dashboard', clock = false, prepare } = visiting;
  const context = await browser.newContext({
    locale: look.language === 'id' ? 'id-ID' : 'en-GB',
    colorScheme: look.scheme,
    viewport: { width: look.width, height: 900 },
    extraHTTPHeaders: headers,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  // At the beginning of a minute, because some requests come once a minute.
  if (clock) await page.clock.install({ time: Math.floor(Date.now() / 60_000) * 60_000 });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !loggedByTheBrowser.test(text)) problems.push(text);
  });
  const home = new URL(app.host.url('/')).origin;
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${home}/`) && !url.startsWith('data:')) problems.push(`asks ${url}`);
  });
  await prepare?.(page);
  await page.goto(app.host.url(path));
  return {
    page,
    context,
    problems,
    [Symbol.asyncDispose]: async () => {
      // A test may still be holding answers back.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
      expect(problems).toEqual([]);
    },
  };
}

/** Within the browser's time limit. */
export const expectVisible = (locator: Locator): Promise<void> => locator.waitFor();
/** The headline says so, and so does the tab. */
export async function expectHeadline(page: Page, headline: string): Promise<void> {
  await expectVisible(page.getByRole('status').getByText(headline, { exact: true }));
  const title = `${headline} · spJamkerja`;
  await until(
    () => page.title(),
    (shown) => shown === title,
  );
}

/** Something that the page learns with one of its next polls. On a page with a clock, their time comes at once. */
export async function expectSoon(locator: Locator): Promise<void> {
  await until(
    async () => {
      await locator.page().clock.runFor(5_000);
      return locator.isVisible();
    },
    (visible) => visible,
  );
}
/** As a browser does with a tab in the background, which a headless one does not have. */
export const hide = (page: Page, hidden: boolean) =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} }); document.dispatchEvent(new Event('visibilitychange'))`,
  );

/** Gone within the browser's time limit. */
export const expectHidden = (locator: Locator): Promise<void> => locator.waitFor({ state: 'hidden' });

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * No violation of WCAG 2.2 AA that a program can find, and no scrolling sideways. `part`: a selector; the whole page
 * unless given. A page that was checked in the light differs in the dark by its colours alone. The scripts run past the
 * page's policy, which permits none of them.
 */
export async function expectAccessible(page: Page, part?: string, scheme: Scheme = 'light'): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  const within = part === undefined ? 'document' : JSON.stringify(part);
  const rules = scheme === 'light' ? everyRule : ['color-contrast', 'link-in-text-block'];
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] });
  const violations = (await page.evaluate(
    `axe.run(${within}, ${options}).then(({ violations }) => violations)`,
  )) as readonly Violation[];
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`,
    ),
  ).toEqual([]);
  const [scrolled, shown] = (await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )) as readonly [number, number];
  expect(scrolled, `the page scrolls sideways: ${await widest(page)}`).toBeLessThanOrEqual(shown);
}

/** Whatever extends beyond the window. */
const widest = (page: Page): Promise<unknown> =>
  page.evaluate(
    `[...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((each) => each.outerHTML.slice(0, 200)).join('\\n')`,
  );

const screenshots = join(stateFolder, 'screenshots');

/** Only with `SCREENSHOTS=1`: they cost 15 seconds of processor time, and no test compares them. */
export async function screenshot(page: Page, name: string, fullPage = true): Promise<void> {
  if (process.env['SCREENSHOTS'] !== undefined) await takeScreenshot(page, name, fullPage);
}

/** Kept in `.local/screenshots`. */
export async function takeScreenshot(page: Page, name: string, fullPage: boolean): Promise<string> {
  mkdirSync(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  return path;
}
