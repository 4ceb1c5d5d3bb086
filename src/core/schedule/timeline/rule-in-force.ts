/** Which rule is in force at an instant, and whether it may have slots then. */
import type { Plan } from '../document/schedule-document.ts';
import type { Schedule } from '../schedule.ts';
import type { Blocker } from '../slot.ts';
import type { Span } from '../../time/zone-offsets.ts';
import type { Covering, LabelledSpan } from './coverage.ts';

export interface InForce {
  /** In force or, where slots are not permitted, the one that lies beneath and whose slots are moved. */
  readonly rule: Schedule;
  /** The profile that the rule belongs to; absent for the default rule. */
  readonly profile: string | undefined;
  readonly blockedBy: Blocker | undefined;
}

export interface CoveringSpan extends Span {
  readonly covering: Covering;
}

export interface Scene {
  readonly plan: Plan;
  readonly coverings: readonly Covering[];
  readonly blackouts: readonly LabelledSpan[];
  /** The least gap after the last run. */
  readonly gap: Span | undefined;
}

/** A blackout comes before the first profile that fits, and that before the default rule. */
export function inForceAt(
  { plan, blackouts, gap }: Scene,
  spans: readonly CoveringSpan[],
  at: number,
): InForce {
  const covers = ({ from, to }: Span): boolean => from <= at && at < to;
  const fitting = spans.filter(covers).map(({ covering }) => covering.profile);
  const [first] = fitting;
  const rule = first?.rule ?? plan.schedule;
  const active = rule.kind === 'paused' ? fitting.find((each) => each.rule.kind !== 'paused') : first;
  const beneath = { rule: active?.rule ?? plan.schedule, profile: active?.name };
  const blackout = blackouts.find(covers);
  if (blackout !== undefined) return { ...beneath, blockedBy: { kind: 'blackout', label: blackout.label } };
  if (rule.kind === 'paused') {
    const blockedBy: Blocker =
      first === undefined ? { kind: 'paused_rule' } : { kind: 'paused_profile', name: first.name };
    return { ...beneath, blockedBy };
  }
  return { ...beneath, blockedBy: gap !== undefined && covers(gap) ? { kind: 'least_gap' } : undefined };
}
