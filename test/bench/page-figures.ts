/** The first visit to the dashboard, with nothing kept from one before, against a page that only says hello. */
import { watchFor } from '../support/first-shown.ts';
import { askFor } from './ask.ts';
import type { Figure } from './figure.ts';
import type { Workshop } from './workshop.ts';

interface Visit {
  /** From the request for the page to the frame after the one that first has what was waited for. */
  readonly shownMs: number;
  /** Of the page's main thread until then. */
  readonly busyMs: number;
}

type Place = readonly [url: string, selector: string];

async function visit(workshop: Workshop, [url, selector]: Place): Promise<Visit> {
  const browser = await workshop.browser();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable');
    await watchFor(page, selector);
    await page.goto(url);
    const shownMs = Number(await page.evaluate('window.shown'));
    const { metrics } = await devtools.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    return { shownMs, busyMs: busy * 1_000 };
  } finally {
    await context.close();
  }
}

const dashboard = async (workshop: Workshop): Promise<Place> => [
  (await workshop.openApp()).host.url('/scheduler/dashboard'),
  '.figures dd',
];
const hello = async (workshop: Workshop): Promise<Place> => [
  (await workshop.yardstickHost()).url('/page'),
  'h1',
];

const visits: readonly (readonly [name: string, what: string, of: keyof Visit])[] = [
  ['page', 'dashboard, from its request to its first figure', 'shownMs'],
  ['page-cpu', "dashboard, its main thread's work until the first figure", 'busyMs'],
];

export const pageFigures: readonly Figure[] = [
  ...visits.map(([name, what, of]): Figure => ({
    kind: 'compared',
    name,
    what,
    against: 'a page that says hello',
    unit: 'ms',
    as: 'times',
    effort: { rounds: 9, pairs: 4, warmUp: 3 },
    prepare: async (workshop) => {
      const [own, other] = await Promise.all([dashboard(workshop), hello(workshop)]);
      return {
        subject: async () => (await visit(workshop, own))[of],
        yardstick: async () => (await visit(workshop, other))[of],
      };
    },
  })),
  {
    kind: 'counted',
    name: 'page-bytes',
    what: 'dashboard, compressed',
    unit: 'KB',
    count: async (workshop) => {
      const [url] = await dashboard(workshop);
      const { bytes } = await askFor(200, url, { headers: { 'accept-encoding': 'gzip' } });
      return bytes / 1_000;
    },
  },
];
