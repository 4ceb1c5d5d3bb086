/** Semua teks halaman dalam Bahasa Indonesia, menurut bagian yang menampilkannya. */
import { audit } from './indonesian/audit.ts';
import { commands } from './indonesian/commands.ts';
import { coverage } from './indonesian/coverage.ts';
import { dayCommands } from './indonesian/day-commands.ts';
import { days } from './indonesian/days.ts';
import { durations } from './indonesian/durations.ts';
import { editor } from './indonesian/editor.ts';
import { figures } from './indonesian/figures.ts';
import { headline } from './indonesian/headline.ts';
import { history } from './indonesian/history.ts';
import { nextRun } from './indonesian/next-run.ts';
import { notices } from './indonesian/notices.ts';
import { page } from './indonesian/page.ts';
import { plan } from './indonesian/plan.ts';
import { preflight } from './indonesian/preflight.ts';
import { problems } from './indonesian/problems.ts';
import { runDetails } from './indonesian/run-details.ts';
import { runInProgress } from './indonesian/run-in-progress.ts';
import { runs } from './indonesian/runs.ts';
import { schedule } from './indonesian/schedule.ts';
import { signIn } from './indonesian/sign-in.ts';
import { why } from './indonesian/why.ts';
import type { Words } from './english.ts';

export const indonesian: Words = {
  page,
  headline,
  runInProgress,
  nextRun,
  figures,
  coverage,
  days,
  dayCommands,
  durations,
  plan,
  history,
  runs,
  runDetails,
  schedule,
  editor,
  audit,
  notices,
  commands,
  signIn,
  preflight,
  problems,
  why,
};
