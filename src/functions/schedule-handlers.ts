/** The questions about the schedule. Each loads what only it needs when it is first called. */
import { largestCalendarBody } from '../api/error-codes.ts';
import { type Parsed, parseRequest } from '../api/parse-request.ts';
import { invalid } from '../api/refusals.ts';
import type { scheduleQueries } from '../api/schedule-queries.ts';
import { CalendarRequest } from '../api/schemas/calendar-schemas.ts';
import {
  CalendarQuery,
  ScheduleQuery,
  SlotsCalendarQuery,
  SlotsQuery,
  WhyQuery,
} from '../api/schemas/query-parameters.ts';
import { PreviewScheduleRequest } from '../api/schemas/requests.ts';
import type { TimeZone } from '../core/time/time.ts';
import type { Call, Handler } from './http.ts';
import { bodyQuery, query } from './query.ts';
import { readBody, readQuery, readText } from './read-request.ts';
import { found, foundText, success } from './replies.ts';

type Name = (typeof scheduleQueries)[number]['name'];

/** As many as fit into a few screens of a calendar. */
const slotsInCalendar = 60;

export const scheduleHandlers: Readonly<Record<Name, Handler>> = {
  schedule: query(ScheduleQuery, async (call, trial) => {
    const [{ readSchedule }, { toScheduleView }] = await Promise.all([
      import('../operations/queries/read-schedule.ts'),
      import('../api/views/schedule-view.ts'),
    ]);
    const schedule = toScheduleView(await readSchedule(call.world, trial), call.world.settings);
    return found(call, schedule, schedule, schedule.revision);
  }),

  previewSchedule: bodyQuery(PreviewScheduleRequest, async ({ world }, { document }) => {
    const [{ previewSchedule }, { refusedDocument, toProposedSchedule }, { toSchedulePreviewView }] =
      await Promise.all([
        import('../operations/queries/read-schedule.ts'),
        import('../api/proposed-schedule.ts'),
        import('../api/views/schedule-view.ts'),
      ]);
    const preview = await previewSchedule(world, toProposedSchedule(document));
    return preview.kind === 'refused'
      ? refusedDocument(preview.problems)
      : success(toSchedulePreviewView(preview));
  }),

  readCalendar: async (call) => {
    const given = await readCalendarRequest(call);
    if (given.kind === 'refused') return given;
    const [{ readToday }, { readCalendar }] = await Promise.all([
      import('../operations/queries/read-today.ts'),
      import('../api/calendar/read-calendar.ts'),
    ]);
    const read = readCalendar(given.value, await readToday(call.world));
    return read.kind === 'refused' ? read : success(read.value);
  },

  slotsCalendar: query(SlotsCalendarQuery, async (call, { language = 'en' }) => {
    const [{ readComingSlots }, { toSlotsCalendar }] = await Promise.all([
      import('../operations/queries/read-schedule.ts'),
      import('../api/views/slots-calendar.ts'),
    ]);
    const coming = await readComingSlots(call.world, slotsInCalendar);
    const calendar = toSlotsCalendar(coming, call.world.settings.job, language);
    return foundText(call, { ...calendar, type: 'text/calendar; charset=utf-8' });
  }),

  slots: query(SlotsQuery, async (call, { from, to }) => {
    const [{ readSlots }, { slotsContent, toSlotsView }, { givenInstant }] = await Promise.all([
      import('../operations/queries/read-slots.ts'),
      import('../api/views/slots-view.ts'),
      import('../core/why/given-instant.ts'),
    ]);
    const instant = (text: string | undefined) =>
      text === undefined ? undefined : (zone: TimeZone) => givenInstant(text, zone);
    const read = await readSlots(call.world, { from: instant(from), to: instant(to) });
    if (read.kind === 'read') {
      const slots = toSlotsView(read);
      return found(call, slots, slotsContent(slots));
    }
    return invalid([{ field: 'to', value: to, expected: 'an instant after `from`, 31 days later at most' }]);
  }),

  why: query(WhyQuery, async (call, { at }) => {
    const [{ readWhy }, { toWhyView, whyContent }, { givenInstant }] = await Promise.all([
      import('../operations/queries/read-why.ts'),
      import('../api/views/why-view.ts'),
      import('../core/why/given-instant.ts'),
    ]);
    const why = toWhyView(await readWhy(call.world, (zone) => givenInstant(at, zone)));
    return found(call, why, whyContent(why));
  }),
};

/** JSON, or the text of the calendar itself with the other fields as parameters. */
async function readCalendarRequest({ request }: Call): Promise<Parsed<CalendarRequest>> {
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '');
  if (isJson) return readBody(request, CalendarRequest, largestCalendarBody);
  const options = readQuery(request, CalendarQuery);
  if (options.kind === 'refused') return options;
  const types = ['text/calendar', 'text/csv', 'text/plain', 'application/json'];
  const body = await readText(request, largestCalendarBody, types);
  if (body.kind === 'refused') return body;
  const { text } = body.value;
  return parseRequest(CalendarRequest, { ...options.value, ...(text.trim() === '' ? {} : { text }) });
}
