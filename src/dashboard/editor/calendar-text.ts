/** Prepares the text of a calendar for the API, which takes 240 KiB: published feeds carry much that nobody needs. */

/** Of a file, in bytes: larger ones are no calendar of holidays. */
export const largestFile = 5_000_000;
/** Of the text that is sent, in bytes: the body has more than that around it. */
const largestText = 245_000;

const needed =
  /^(BEGIN|END|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|SUMMARY|CATEGORIES|STATUS|RECURRENCE-ID|UID|X-WR-CALNAME)\b/i;

/** A list of days stays as it is; of iCalendar, the lines that say which day is what, with their continuations. */
export function calendarText(text: string): string {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text)) return text;
  let keeps = false;
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => {
      // A line that begins with a blank continues the one before.
      if (!/^[ \t]/.test(line)) keeps = needed.test(line);
      return keeps;
    })
    .join('\r\n');
}

export const isTooLarge = (text: string): boolean =>
  // As JSON: line breaks become two characters.
  new TextEncoder().encode(JSON.stringify(text)).length > largestText;
