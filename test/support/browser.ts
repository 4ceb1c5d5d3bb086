/** A real browser on the dashboard. Whatever the page complains of or asks of another host fails the test. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { stateFolder } from '../../local/stack/folders.ts';
import { type App, until } from './app.ts';

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

/** From elsewhere than the page itself: a refused request is logged by the browser, whoever expected it. */
const loggedByTheBrowser = /^Failed to load resource: /;

export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = inject('chromium');
  return chromium.launch({
    ...(executablePath === undefined ? { channel: 'chrome' } : { executablePath }),
    env: { ...process.env, ...env } as Record<string, string>,
    // As root there is no sandbox, and containers often have little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
}

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Complaints of the page, and requests to other hosts. */
  readonly problems: readonly string[];
}

export interface Visiting {
  readonly look?: Look;
  readonly headers?: Readonly<Record<string, string>>;
  /** What to open; the dashboard unless told. */
  readonly path?: string;
  /** Its time can be made to pass at once. */
  readonly clock?: boolean;
}

/** Opens the page; leaving the block fails when there were problems. */
export async function visit(browser: Browser, app: App, visiting: Visiting = {}): Promise<Visit> {
  const { look = usualLook, headers = {}, path = '/scheduler/dashboard', clock = false } = visiting;
  const context = await browser.newContext({
    locale: look.language === 'id' ? 'id-ID' : 'en-GB',
    colorScheme: look.scheme,
    viewport: { width: look.width, height: 900 },
    extraHTTPHeaders: headers,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(100_000);
  const page = await context.newPage();
  // At the beginning of a minute, because some questions come once in each.
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
  await page.goto(app.host.url(path));
  return {
    page,
    context,
    problems,
    [Symbol.asyncDispose]: async () => {
      // Answers that a test still changes on their way.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
      expect(problems).toEqual([]);
    },
  };
}

/** Shown within the browser's patience. */
export const expectVisible = (locator: Locator): Promise<void> => locator.waitFor();
/** What the page learns with one of its next questions: on a page with a clock, their time is made to come at once. */
export async function expectSoon(locator: Locator): Promise<void> {
  await until(
    async () => {
      await locator.page().clock.runFor(5_000);
      return locator.isVisible();
    },
    (visible) => visible,
  );
}
/** The browser says so of tabs in the background; a headless one has none. */
export const hide = (page: Page, hidden: boolean) =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} }); document.dispatchEvent(new Event('visibilitychange'))`,
  );

/** Gone within the browser's patience. */
export const expectHidden = (locator: Locator): Promise<void> => locator.waitFor({ state: 'hidden' });

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** No violation of WCAG 2.2 AA that a program can find. Evaluated past the page's policy, which permits no such script. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const violations = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations)`,
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

/** What stands out beyond the window. */
const widest = (page: Page): Promise<unknown> =>
  page.evaluate(
    `[...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
      .map((each) => each.outerHTML.slice(0, 200)).join('\\n')`,
  );

const screenshots = join(stateFolder, 'screenshots');

/** Kept as build output in `.local/screenshots`. */
export async function screenshot(page: Page, name: string, fullPage = true): Promise<string> {
  mkdirSync(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  return path;
}
