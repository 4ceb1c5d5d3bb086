/** The time line of a plan: stretches in which one rule is in force and slots are permitted or not. */
import type { Plan } from '../document/schedule-document.ts';
import type { Blocker } from '../slot.ts';
import { dayMs } from '../../time/calendar-days.ts';
import { earlier, type EpochMs, epochMs, later } from '../../time/time.ts';
import { fromLocal, localDayOf, transitionsBetween, whenClocksShow } from '../../time/zone-offsets.ts';
import { blackoutSpans, coveringsOf } from './coverage.ts';
import { type CoveringSpan, type InForce, inForceAt, type Scene } from './rule-in-force.ts';
import { skippedCronTime } from './skipped-times.ts';

export interface Segment extends InForce {
  readonly from: EpochMs;
  /** Part of it. */
  readonly upTo: EpochMs;
  /** A cron time of another profile was skipped when the clocks went forward to the beginning of this segment. */
  readonly skipped: boolean;
}

/** In order, and nothing between them; adjacent ones differ. `lastEnd`: of the last run, for the least gap after it. */
export function* segmentsOf(
  plan: Plan,
  from: EpochMs,
  upTo: EpochMs,
  lastEnd: EpochMs | undefined,
): Generator<Segment, void> {
  if (from > upTo) return;
  const scene = {
    plan,
    coverings: coveringsOf(plan),
    blackouts: blackoutSpans(plan),
    gap:
      lastEnd === undefined || plan.leastGap === undefined
        ? undefined
        : { from: lastEnd, to: lastEnd + plan.leastGap },
  };
  let open: Segment | undefined;
  let upToNow = from;
  for (const piece of piecesOf(scene, from, upTo)) {
    if (open !== undefined && continues(open, piece)) {
      upToNow = piece.upTo;
      continue;
    }
    if (open !== undefined) yield { ...open, upTo: upToNow };
    open = piece;
    upToNow = piece.upTo;
  }
  if (open !== undefined) yield { ...open, upTo: upToNow };
}

const continues = (one: Segment, next: Segment): boolean =>
  one.rule === next.rule &&
  one.profile === next.profile &&
  !next.skipped &&
  sameBlocker(one.blockedBy, next.blockedBy);

function sameBlocker(one: Blocker | undefined, other: Blocker | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind === 'blackout') return other.kind === 'blackout' && one.label === other.label;
  if (one.kind === 'paused_profile') return other.kind === 'paused_profile' && one.name === other.name;
  return one.kind === other.kind;
}

function* piecesOf(scene: Scene, from: EpochMs, upTo: EpochMs): Generator<Segment, void> {
  const { plan, coverings } = scene;
  // Profiles begin and end by local days; everything else has ends of its own.
  if (coverings.length === 0) {
    yield* cut(scene, [], from, upTo);
    return;
  }
  const zone = plan.timeZone;
  const spansOn = (day: number): readonly (readonly CoveringSpan[])[] =>
    coverings.map((covering) =>
      covering.fits(day)
        ? whenClocksShow(covering.localSpan(day), zone).map((span) => ({ covering, ...span }))
        : none,
    );
  const firstDay = localDayOf(from, zone);
  let begins = from;
  let dayBefore = spansOn(firstDay - 1);
  for (let day = firstDay; begins <= upTo; day += 1) {
    const nextDay = fromLocal((day + 1) * dayMs, zone);
    const onDay = spansOn(day);
    // What began the day before may go on; the order is that of the profiles.
    const spans = onDay.flatMap((each, index) => [...(dayBefore[index] ?? none), ...each]);
    dayBefore = onDay;
    if (nextDay <= begins) continue;
    yield* cut(scene, spans, begins, earlier(epochMs(nextDay - 1), upTo));
    begins = nextDay;
  }
}

const none: readonly CoveringSpan[] = [];

/** Up to a day, or all time if there are no profiles. */
function* cut(
  scene: Scene,
  spans: readonly CoveringSpan[],
  from: EpochMs,
  upTo: EpochMs,
): Generator<Segment, void> {
  const { plan, coverings, gap } = scene;
  const blackouts = scene.blackouts.filter((each) => each.to > from && each.from <= upTo);
  const forward =
    coverings.length === 0
      ? []
      : transitionsBetween(epochMs(from - 1), upTo, plan.timeZone).filter((each) => each.forward > 0);
  const cuts = new Set<number>([from]);
  const cutAt = (at: number): unknown => at > from && at <= upTo && cuts.add(at);
  for (const list of [spans, blackouts, gap === undefined ? [] : [gap]])
    for (const each of list) {
      cutAt(each.from);
      cutAt(each.to);
    }
  for (const { at } of forward) cutAt(at);
  const here = { ...scene, blackouts };
  // A search may go over years of days, and most days have no cut.
  const begins = cuts.size === 1 ? [from] : [...cuts].toSorted((one, other) => one - other);
  for (const [index, at] of begins.entries()) {
    const next = begins[index + 1];
    const { rule, profile, blockedBy } = inForceAt(here, spans, at);
    const transition = forward.find((each) => each.at === at);
    yield {
      rule,
      profile,
      blockedBy,
      from: epochMs(at),
      upTo: next === undefined ? later(upTo, epochMs(at)) : epochMs(next - 1),
      skipped: transition !== undefined && skippedCronTime(coverings, plan, transition, profile),
    };
  }
}
