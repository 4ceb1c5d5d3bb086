/** How long a page takes until it shows something. */
import type { Page } from 'playwright-core';

/**
 * From now on, each page that is opened keeps in `window.shown` a promise of the frame after the one that first has such
 * an element, in milliseconds since the request for the page.
 */
export const watchFor = (page: Page, selector: string): Promise<unknown> =>
  page.addInitScript(`window.shown = new Promise((resolve) => {
    const look = () => requestAnimationFrame(document.querySelector('${selector}') === null ? look : resolve);
    look();
  })`);
