/** The editor's form: what was not touched is sent as it was, and what was typed is sent as it was meant. */
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseRequest } from '../../src/api/parse-request.ts';
import { PreviewScheduleRequest } from '../../src/api/schemas/requests.ts';
import type { ScheduleDocumentView } from '../../src/api/schemas/document-schemas.ts';
import { toDocumentView } from '../../src/api/views/document-view.ts';
import { calendarText, isTooLarge } from '../../src/dashboard/editor/calendar-text.ts';
import { documentOf, draftOf, type ScheduleDraft } from '../../src/dashboard/editor/schedule-draft.ts';
import { createFormat, type Format } from '../../src/dashboard/words/format.ts';
import { languages } from '../../src/dashboard/words/languages.ts';
import { anyCase } from '../core/schedule/support/any-plan.ts';
import { configWith } from '../support/core-samples.ts';
import { sampleDocument } from '../support/schedule-documents.ts';

const formatIn = (code: 'en' | 'id', zone = 'Asia/Jakarta'): Format =>
  createFormat(languages[code].locale, zone);
const sent = (document: object): unknown => JSON.parse(JSON.stringify(document));
// As the API shows it.
const given = sampleDocument as unknown as ScheduleDocumentView;
const begun = draftOf(given, formatIn('id'));

describe('what is sent', () => {
  it('is the document itself when nothing was touched, in either language and any zone', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom('en' as const, 'id' as const), ({ plan }, code) => {
        const format = formatIn(code, plan.timeZone);
        const view = toDocumentView({ ...configWith(), ...plan });
        expect(sent(documentOf(draftOf(view, format), view, format))).toEqual(sent(view));
      }),
      { numRuns: 40 },
    );
  });

  it.each(['1,5', '1.5', ' 1,50 '])('takes %j hours for one and a half', (hours) => {
    const draft = { ...begun, rule: { ...begun.rule, hours } };
    expect(sent(documentOf(draft, given, formatIn('id')))).toMatchObject({ rule: { hours: 1.5 } });
  });

  it('has times on the wall clock of the zone in force', () => {
    const [first, second] = begun.blackouts;
    if (first === undefined || second === undefined) throw new Error('the sample has two blackouts');
    const span = { from: '2026-12-05T19:00', to: second.span.to };
    const draft = { ...begun, blackouts: [first, { ...second, span }] };
    expect(sent(documentOf(draft, given, formatIn('id')))).toMatchObject({
      blackouts: [
        {},
        { instants: { from: '2026-12-05T19:00:00+07:00', to: '2026-12-05T23:30:00.000+07:00' } },
      ],
    });
  });
});

/** Everything wrong that can be typed, with the place at which the API refuses it. */
const mistakes: readonly (readonly [
  path: string,
  change: (draft: ScheduleDraft) => Partial<ScheduleDraft>,
])[] = [
  ['rule.hours', ({ rule }) => ({ rule: { ...rule, hours: 'three' } })],
  ['rule.expression', ({ rule }) => ({ rule: { ...rule, kind: 'cron', expression: '0 25 * * *' } })],
  ['profiles.0.name', ({ profiles }) => ({ profiles: profiles.map((each) => ({ ...each, name: '' })) })],
  [
    'profiles.1.window.to',
    ({ profiles }) => ({
      profiles: profiles.map((each) => ({ ...each, window: { from: '07:00', to: '' } })),
    }),
  ],
  [
    'profiles.3.dates.0.to',
    ({ profiles }) => ({
      profiles: profiles.map((each) => ({ ...each, dates: each.dates.map((span) => ({ ...span, to: '' })) })),
    }),
  ],
  [
    'profiles.3.rule.anchor',
    ({ profiles }) => ({
      profiles: profiles.map((each) => ({ ...each, rule: { ...each.rule, anchor: '1998-01-01T00:00' } })),
    }),
  ],
  [
    'blackouts.1.label',
    ({ blackouts }) => ({ blackouts: blackouts.map((each) => ({ ...each, label: '' })) }),
  ],
  [
    'blackouts.1.instants.from',
    ({ blackouts }) => ({ blackouts: blackouts.map((each) => ({ ...each, span: { from: '', to: '' } })) }),
  ],
  ['calendars.0.name', ({ calendars }) => ({ calendars: calendars.map((each) => ({ ...each, name: '' })) })],
  ['calendars.0.days', ({ calendars }) => ({ calendars: calendars.map((each) => ({ ...each, days: [] })) })],
  ...(['factor', 'runs', 'least', 'most', 'hysteresis'] as const).map(
    (name) =>
      [
        `adaptive.${name}`,
        ({ adaptive }: ScheduleDraft) => ({ adaptive: { ...adaptive, [name]: '-1' } }),
      ] as const,
  ),
  [
    'adaptive.steps.0.up_to',
    ({ adaptive }) => ({
      adaptive: {
        ...adaptive,
        by: 'rows',
        steps: [
          { key: 1, upTo: 'x', hours: '1' },
          { key: 2, upTo: '', hours: '2' },
        ],
      },
    }),
  ],
  ['time_zone', () => ({ timeZone: 'Jakarta' })],
  ['days_back', () => ({ daysBack: '99' })],
  ['least_gap_minutes', () => ({ leastGap: 'some' })],
];

test.each(mistakes)('a mistake at %s is refused there, and explained in Indonesian', (path, change) => {
  const document = sent(documentOf({ ...begun, ...change(begun) }, given, formatIn('id')));
  const parsed = parseRequest(PreviewScheduleRequest, { document });
  if (parsed.kind === 'parsed') throw new Error('it was accepted');
  const paths = parsed.details.map(({ field }) => field.replace(/^document\./, ''));
  expect(paths).toContain(path);
  const { expected, place } = languages.id.words.editor;
  for (const each of paths) {
    expect(expected(each)).not.toBe('Nilai ini tidak diterima.');
    expect(place(each)).not.toBe('Jadwal');
    expect(languages.en.words.editor.place(each)).not.toBe('Schedule');
  }
});

describe('the text of a calendar', () => {
  const feed = [
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:Hari libur',
    'BEGIN:VEVENT',
    'DTSTART;VALUE=DATE:20261225',
    'SUMMARY:Hari',
    '  Natal',
    'DESCRIPTION:Much',
    ' more than anybody needs',
    'END:VEVENT',
    'END:VCALENDAR',
  ];

  it('loses what no holiday needs, with its continuation, and nothing else', () => {
    const kept = feed.filter((line) => !/DESCRIPTION|more than/.test(line));
    expect(calendarText(feed.join('\r\n')).split('\r\n')).toEqual(kept);
    const list = '2026-12-25 Hari Natal [hari libur nasional]';
    expect(calendarText(list)).toBe(list);
  });

  it('is too large when the request would be', () => {
    expect([isTooLarge('x'.repeat(240_000)), isTooLarge('é\n'.repeat(62_000))]).toEqual([false, true]);
  });
});
