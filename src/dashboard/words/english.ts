/** Everything that the page says in English. */
import { commands } from './english/commands.ts';
import { page } from './english/page.ts';
import { present } from './english/present.ts';
import { records } from './english/records.ts';
import { runs } from './english/runs.ts';

export const english = { page, present, records, runs, commands };
