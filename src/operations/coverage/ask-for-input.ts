/**
 * Asks the database for late input beside the ticks, one question at a time, and writes down what it answered. A tick
 * waits for the answer only for a moment, because the next one may have a run to start; a later one writes what comes
 * after that.
 */
import {
  askFrom,
  hear,
  type Heard,
  type HeardNews,
  isOvertaken,
  type Question,
  waitFor,
} from '../../core/coverage/ask-input.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import { addRows } from '../../core/run/sound-result.ts';
import { type DurationMs, type EpochMs, seconds, toMinutes } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';
import type { InputProbe } from '../../ports/input-probe.ts';
import { commit } from '../commit.ts';
import { type HeldLog, holdBack } from '../held-log.ts';

const moment = seconds(2);

interface Answer {
  readonly heard: Heard;
  readonly question: Question;
  readonly at: EpochMs;
}

interface Asking {
  /** A question may go on after its tick, whose log is closed then. */
  readonly lines: HeldLog;
  isOpen: boolean;
  /** Not yet written. */
  answer: Answer | undefined;
  /** By the clock that nobody sets: what failed is not asked again at once either. */
  sentAt: number | undefined;
}

/** Of each process its own. */
const askings = new WeakMap<World, Asking>();

function askingOf(world: World): Asking {
  const own = askings.get(world) ?? {
    lines: holdBack(),
    isOpen: false,
    answer: undefined,
    sentAt: undefined,
  };
  askings.set(world, own);
  return own;
}

/** `rows` as this tick has read them: it has found nothing to do. */
export async function askForInput(
  world: World,
  input: InputProbe,
  log: Log,
  rows: ReadySnapshot,
): Promise<void> {
  const own = askingOf(world);
  if (own.answer === undefined && !own.isOpen) await ask(world, input, own, rows);
  own.lines.sayTo(log);
  if (own.answer === undefined || rows.state.active !== undefined) return;
  if (await write(world, log, rows, own.answer)) own.answer = undefined;
}

/**
 * Beside a run: how many rows have arrived since. Its dates are left to the next question of a tick, which knows since
 * when to ask. A failure is written and told by a tick like any other.
 */
export async function countSince(
  world: World,
  input: InputProbe,
  since: EpochMs,
): Promise<number | undefined> {
  const { clock, shutdown } = world;
  const own = askingOf(world);
  const askedAt = clock.now();
  const heard = await input
    .pending(since, own.lines.held, shutdown)
    .catch((error: unknown) => notAsked(own, error));
  if (heard === undefined || shutdown.aborted) return undefined;
  if (heard.kind === 'answered') return heard.dates.reduce((sum, { rows }) => addRows(sum, rows), 0);
  own.sentAt = clock.monotonic();
  own.answer ??= { heard, question: { since, askedAt }, at: clock.now() };
  return undefined;
}

async function ask(
  world: World,
  input: InputProbe,
  own: Asking,
  { config, state }: ReadySnapshot,
): Promise<void> {
  const { clock, settings, shutdown } = world;
  const { pending } = settings;
  const askedAt = clock.now();
  const sooner = waitFor(state, pending, askedAt);
  if (own.sentAt !== undefined && clock.monotonic() - own.sentAt < sooner) return;
  const since = askFrom({ config, state }, pending, askedAt);
  if (since === undefined) return;
  own.isOpen = true;
  own.sentAt = clock.monotonic();
  const ended = new AbortController();
  const answered = async (): Promise<void> => {
    const heard = await input.pending(since, own.lines.held, shutdown);
    // The end of the process says nothing about the database.
    if (!shutdown.aborted) own.answer = { heard, question: { since, askedAt }, at: clock.now() };
  };
  void answered()
    .catch((error: unknown) => notAsked(own, error))
    .finally(() => {
      own.isOpen = false;
      ended.abort();
    });
  await clock.sleep(moment, ended.signal);
}

const notAsked = ({ lines }: Asking, error: unknown): undefined =>
  void lines.held.warn(`Late input was not asked for: ${String(error)}`);

/** False where another process wrote first: then the next tick does. */
async function write(world: World, log: Log, rows: ReadySnapshot, answer: Answer): Promise<boolean> {
  const { state } = rows;
  if (isOvertaken(state, answer.question.askedAt, world.clock.now())) return true;
  const news = hear(state, answer.heard, answer.question, answer.at);
  if (news === undefined) return true;
  const result = await commit(world, rows, { state: { ...state, late: news.late } });
  if (result.kind === 'conflict') return false;
  tell(world, log, news);
  return true;
}

function tell({ settings }: World, log: Log, { late, noted, givenUp, change }: HeardNews): void {
  const [first] = noted;
  if (change === 'failed')
    log.warn(`⚠️ ${late.problem?.message}. Nothing else depends on it`, { event: 'late_input_unknown' });
  if (change === 'recovered')
    log.info('📨 The database tells of late input again', { event: 'late_input_known' });
  if (first !== undefined) log.info(describeLate(noted, settings.pending.quiet), { event: 'late_input' });
  if (givenUp > 0) log.warn(describeGivenUp(givenUp), { event: 'late_input' });
}

const describeLate = (dates: readonly string[], quiet: DurationMs): string =>
  `📨 Late input for ${dates.length === 1 ? dates[0] : `${dates.length} dates from ${dates[0]} to ${dates.at(-1)}`}: computed again once nothing more has arrived for ${toMinutes(quiet) === 1 ? 'a minute' : `${toMinutes(quiet)} minutes`}`;

const describeGivenUp = (count: number): string =>
  `⚠️ Too many dates have late input: the ${count} oldest are not computed again. Ask for a backfill of them`;
