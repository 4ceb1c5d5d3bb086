/** A rule as somebody is editing it: what was typed, whether or not it is a number. */
import type { RuleDocument } from '../../api/schemas/rule-schemas.ts';
import type { Format } from '../words/format.ts';
import { isoToWallClock, wallClockToIso } from '../time/wall-clock.ts';

export interface RuleDraft {
  readonly kind: RuleDocument['kind'];
  readonly hours: string;
  readonly after: 'finish' | 'start';
  /** On the wall clock of the schedule's zone. */
  readonly anchor: string;
  readonly expression: string;
}

const usual: RuleDraft = { kind: 'interval', hours: '3', after: 'finish', anchor: '', expression: '' };

export function ruleDraft(rule: RuleDocument, format: Format): RuleDraft {
  switch (rule.kind) {
    case 'interval':
      return {
        ...usual,
        hours: format.decimal(rule.hours),
        after: rule.after ?? 'finish',
        anchor: wallClockOf(rule.anchor, format),
      };
    case 'cron':
      return { ...usual, kind: 'cron', expression: rule.expression };
    case 'paused':
      return { ...usual, kind: 'paused' };
  }
}

/** `given`: the rule that the draft began with. What was not touched is sent as it was. */
export function ruleOf(draft: RuleDraft, given: RuleDocument | undefined, format: Format): object {
  const { kind, hours, after, anchor, expression } = draft;
  switch (kind) {
    case 'interval': {
      const before = given?.kind === 'interval' ? given : undefined;
      return {
        kind,
        hours: numberOf(hours, before?.hours, format),
        after,
        ...(after === 'start' && anchor !== '' ? { anchor: instantOf(anchor, before?.anchor, format) } : {}),
      };
    }
    case 'cron':
      return { kind, expression: expression.trim() };
    case 'paused':
      return { kind };
  }
}

/** Takes a comma or a point. What is no number stays the text it is, for the API to refuse with its place. */
export function numberOf(text: string, given: number | undefined, format: Format): number | string {
  // The field may show fewer decimals than the number has.
  if (given !== undefined && text === format.decimal(given)) return given;
  const trimmed = text.trim();
  return /^(\d+[.,]?\d*|[.,]\d+)$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : trimmed;
}

export const wallClockOf = (instant: string | undefined, { zone }: Format): string =>
  instant === undefined ? '' : isoToWallClock(Date.parse(instant), zone);

/** The field has no seconds. */
export const instantOf = (text: string, given: string | undefined, format: Format): string =>
  given !== undefined && text === wallClockOf(given, format)
    ? given
    : (wallClockToIso(text, format.zone) ?? text);
