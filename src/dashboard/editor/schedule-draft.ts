/** The schedule document as somebody is editing it, and back: fields of a form have texts, and lists need keys. */
import type {
  BlackoutDocument,
  ProfileDocument,
  ScheduleDocumentView,
} from '../../api/schemas/document-schemas.ts';
import type { Format } from '../words/format.ts';
import { type AdaptiveDraft, adaptiveDraft, adaptiveOf } from './adaptive-draft.ts';
import { instantOf, numberOf, type RuleDraft, ruleDraft, ruleOf, wallClockOf } from './rule-draft.ts';

/** What tells the items of a list apart, whatever their order and names. */
export interface Keyed {
  readonly key: number;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface ProfileDraft extends Keyed {
  readonly name: string;
  readonly weekdays: readonly string[];
  /** Both empty: whole days. */
  readonly window: Span;
  readonly dates: readonly (Span & Keyed)[];
  /** Empty: none. */
  readonly calendar: string;
  /** None: all of them. */
  readonly kinds: readonly string[];
  readonly rule: RuleDraft;
  readonly given: ProfileDocument | undefined;
}

export interface BlackoutDraft extends Keyed {
  readonly label: string;
  readonly whole: boolean;
  /** Dates, or times on the wall clock. */
  readonly span: Span;
  readonly given: BlackoutDocument | undefined;
}

export interface CalendarDraft extends Keyed {
  readonly name: string;
  readonly days: readonly { readonly date: string; readonly name: string; readonly kind?: string }[];
}

export interface ScheduleDraft {
  readonly rule: RuleDraft;
  readonly profiles: readonly ProfileDraft[];
  readonly blackouts: readonly BlackoutDraft[];
  readonly calendars: readonly CalendarDraft[];
  readonly adaptive: AdaptiveDraft;
  readonly catchUp: boolean;
  readonly leastGap: string;
  readonly timeZone: string;
  readonly daysBack: string;
}

let lastKey = 0;
export const newKey = (): number => (lastKey += 1);

export function draftOf(document: ScheduleDocumentView, format: Format): ScheduleDraft {
  return {
    rule: ruleDraft(document.rule, format),
    profiles: document.profiles.map((each) => profileDraft(each, format)),
    blackouts: document.blackouts.map((each) => blackoutDraft(each, format)),
    calendars: document.calendars.map(({ name, days }) => ({ key: newKey(), name, days })),
    adaptive: adaptiveDraft(document.adaptive, format),
    catchUp: document.catch_up,
    leastGap: String(document.least_gap_minutes),
    timeZone: document.time_zone,
    daysBack: String(document.days_back),
  };
}

const profileDraft = (given: ProfileDocument, format: Format): ProfileDraft => ({
  key: newKey(),
  name: given.name,
  weekdays: given.weekdays ?? [],
  window: given.window ?? { from: '', to: '' },
  dates: (given.dates ?? []).map((span) => ({ ...span, key: newKey() })),
  calendar: given.calendar?.name ?? '',
  kinds: given.calendar?.kinds ?? [],
  rule: ruleDraft(given.rule, format),
  given,
});

function blackoutDraft(given: BlackoutDocument, format: Format): BlackoutDraft {
  const { label, dates, instants } = given;
  const span = dates ?? { from: wallClockOf(instants?.from, format), to: wallClockOf(instants?.to, format) };
  return { key: newKey(), label, whole: dates !== undefined, span, given };
}

/** As the API takes it, which judges it. `given`: what the draft began with. */
export function documentOf(draft: ScheduleDraft, given: ScheduleDocumentView, format: Format): object {
  return {
    rule: ruleOf(draft.rule, given.rule, format),
    time_zone: draft.timeZone.trim(),
    days_back: numberOf(draft.daysBack, undefined, format),
    profiles: draft.profiles.map((each) => profileOf(each, format)),
    blackouts: draft.blackouts.map((each) => blackoutOf(each, format)),
    calendars: draft.calendars.map(({ name, days }) => ({ name: name.trim(), days })),
    adaptive: adaptiveOf(draft.adaptive, given.adaptive, format),
    catch_up: draft.catchUp,
    least_gap_minutes: numberOf(draft.leastGap, undefined, format),
  };
}

function profileOf(
  { name, weekdays, window, dates, calendar, kinds, rule, given }: ProfileDraft,
  format: Format,
) {
  return {
    name: name.trim(),
    ...(weekdays.length === 0 ? {} : { weekdays }),
    ...(window.from === '' && window.to === '' ? {} : { window }),
    ...(dates.length === 0 ? {} : { dates: dates.map(({ from, to }) => ({ from, to })) }),
    ...(calendar === '' ? {} : { calendar: { name: calendar, ...(kinds.length === 0 ? {} : { kinds }) } }),
    rule: ruleOf(rule, given?.rule, format),
  };
}

function blackoutOf({ label, whole, span, given }: BlackoutDraft, format: Format) {
  const { instants, by, by_id, at } = given ?? {};
  const time = whole
    ? { dates: span }
    : {
        instants: {
          from: instantOf(span.from, instants?.from, format),
          to: instantOf(span.to, instants?.to, format),
        },
      };
  const setBy = by === undefined ? {} : { by, by_id, at };
  return { label: label.trim(), ...time, ...setBy };
}
