/** The adaptive interval as somebody is editing it. Both kinds keep what was typed while the other is chosen. */
import type { AdaptiveDocument } from '../../api/schemas/document-schemas.ts';
import type { Format } from '../words/format.ts';
import { numberOf } from './rule-draft.ts';

export interface StepDraft {
  readonly key: number;
  /** Empty in the last one. */
  readonly upTo: string;
  readonly hours: string;
}

export interface AdaptiveDraft {
  readonly by: 'off' | AdaptiveDocument['by'];
  readonly factor: string;
  readonly runs: string;
  readonly least: string;
  readonly most: string;
  /** In percent. */
  readonly hysteresis: string;
  readonly steps: readonly StepDraft[];
}

/** 30 minutes become 2 hours, 45 become 3, and 60 become 4. */
const suggested = {
  by: 'off',
  factor: '4',
  runs: '10',
  least: '2',
  most: '6',
  hysteresis: '20',
  steps: [
    { key: -1, upTo: '1000', hours: '6' },
    { key: -2, upTo: '', hours: '2' },
  ],
} as const;

export function adaptiveDraft(given: AdaptiveDocument | null, format: Format): AdaptiveDraft {
  if (given === null) return suggested;
  const { by, runs, least, most, hysteresis } = given;
  const shared = {
    by,
    runs: format.decimal(runs),
    least: format.decimal(least),
    most: format.decimal(most),
    hysteresis: format.decimal(hysteresis * 100),
  };
  if (given.by === 'duration') return { ...suggested, ...shared, factor: format.decimal(given.factor) };
  const steps = given.steps.map(({ up_to, hours }, index) => ({
    key: -1 - index,
    upTo: up_to === undefined ? '' : String(up_to),
    hours: format.decimal(hours),
  }));
  return { ...suggested, ...shared, steps };
}

export function adaptiveOf(
  draft: AdaptiveDraft,
  given: AdaptiveDocument | null,
  format: Format,
): object | null {
  const { by, factor, runs, least, most, hysteresis, steps } = draft;
  if (by === 'off') return null;
  const before = given?.by === by ? given : undefined;
  const percent = numberOf(hysteresis, undefined, format);
  const shared = {
    by,
    runs: numberOf(runs, before?.runs, format),
    least: numberOf(least, before?.least, format),
    most: numberOf(most, before?.most, format),
    // Not divided where that would make 0.07 of 0.07000000000000001.
    hysteresis: typeof percent === 'number' ? Math.round(percent * 100) / 10_000 : percent,
  };
  if (by === 'duration')
    return {
      ...shared,
      factor: numberOf(factor, before?.by === 'duration' ? before.factor : undefined, format),
    };
  return {
    ...shared,
    steps: steps.map(({ upTo, hours }, index) => ({
      // The last one has no end.
      ...(index === steps.length - 1 ? {} : { up_to: numberOf(upTo, undefined, format) }),
      hours: numberOf(hours, undefined, format),
    })),
  };
}
