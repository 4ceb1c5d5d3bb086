/** What each language has to say: the English texts define it, so that none is forgotten in another. */
import type { english } from './english.ts';

export type Words = typeof english;
