/** Every text of the page in English, by the part of the page that shows it. */
import { audit } from './english/audit.ts';
import { commands } from './english/commands.ts';
import { coverage } from './english/coverage.ts';
import { dayCommands } from './english/day-commands.ts';
import { days } from './english/days.ts';
import { durations } from './english/durations.ts';
import { editor } from './english/editor.ts';
import { figures } from './english/figures.ts';
import { headline } from './english/headline.ts';
import { history } from './english/history.ts';
import { nextRun } from './english/next-run.ts';
import { notices } from './english/notices.ts';
import { page } from './english/page.ts';
import { plan } from './english/plan.ts';
import { preflight } from './english/preflight.ts';
import { problems } from './english/problems.ts';
import { runDetails } from './english/run-details.ts';
import { runInProgress } from './english/run-in-progress.ts';
import { runs } from './english/runs.ts';
import { schedule } from './english/schedule.ts';
import { signIn } from './english/sign-in.ts';
import { why } from './english/why.ts';

export const english = {
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

/** The English texts define what every language has to say. */
export type Words = typeof english;
