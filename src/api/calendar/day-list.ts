/** Holidays from a plain list, a day a line, or from CSV with the columns date, name and kind. */
import { LocalDate } from '../../core/time/time.ts';
import type { RefusalDetail } from '../refusals.ts';
import { cleanKind, cleanName, type DayEntry, mostEntries, type ReadEntries } from './day-entry.ts';

const listLine = 'a line such as "2026-12-25 Hari Natal [hari libur nasional]"';
const csvLine = 'a line such as "2026-12-25,Hari Natal,hari libur nasional"';

export function readDayList(text: string): ReadEntries {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  if (lines.length > mostEntries) {
    const problem = {
      field: 'text',
      value: lines.length,
      expected: `at most ${mostEntries} lines with a day`,
    };
    return { name: undefined, entries: [], problems: [problem], leftOut: 0 };
  }
  const separator = separatorOf(lines.map(({ line }) => line));
  const entries: DayEntry[] = [];
  const problems: RefusalDetail[] = [];
  for (const { line, number } of lines) {
    if (separator !== undefined && number === lines[0]?.number && !/\d/.test(line)) continue;
    const entry = separator === undefined ? ofList(line) : ofCsv(line, separator);
    if (typeof entry === 'string') problems.push({ field: `line ${number}`, value: line, expected: entry });
    else entries.push(entry);
  }
  return { name: undefined, entries, problems, leftOut: 0 };
}

/** That of the first line with a date; undefined for a plain list. */
function separatorOf(lines: readonly string[]): string | undefined {
  const dated = lines.find((line) => /\d/.test(line)) ?? '';
  return /^"?\d{4}-\d\d-\d\d"?\s*([,;\t])/.exec(dated)?.[1];
}

function ofList(line: string): DayEntry | string {
  const [, date = '', rest = ''] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
  const [, name = rest, kind] = /^(.*\S)\s*\[([^[\]]*)\]$/.exec(rest) ?? [];
  return entryOf(date, name, kind, listLine);
}

function ofCsv(line: string, separator: string): DayEntry | string {
  const [date = '', name = '', kind] = fieldsOf(line, separator);
  return entryOf(date, name, kind, csvLine);
}

/** The first three. A field in quotation marks may hold the separator, and a quotation mark doubled. */
function fieldsOf(line: string, separator: string): readonly string[] {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const [whole, quoted] = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest) ?? [];
    const end = quoted === undefined ? rest.indexOf(separator) : (whole?.length ?? 0);
    const field = quoted?.replaceAll('""', '"') ?? (end === -1 ? rest : rest.slice(0, end));
    fields.push(field.trim());
    if (end === -1 || end >= rest.length || fields.length === 3) return fields;
    rest = rest.slice(end + 1);
  }
}

function entryOf(date: string, name: string, kind: string | undefined, form: string): DayEntry | string {
  const day = LocalDate.safeParse(date);
  if (!day.success) return `${form}, which begins with a date that exists, as YYYY-MM-DD`;
  const clean = cleanName(name);
  return clean === '' ? `${form}, with a name` : { dates: [day.data], name: clean, kind: cleanKind(kind) };
}
