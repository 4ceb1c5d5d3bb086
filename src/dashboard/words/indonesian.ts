/** Semua yang dikatakan halaman ini dalam Bahasa Indonesia. */
import { commands } from './indonesian/commands.ts';
import { page } from './indonesian/page.ts';
import { present } from './indonesian/present.ts';
import { records } from './indonesian/records.ts';
import { runs } from './indonesian/runs.ts';
import type { Words } from './words.ts';

export const indonesian: Words = { page, present, records, runs, commands };
