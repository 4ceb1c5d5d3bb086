/** What every query does with a trace before it looks at an event; queries.test.ts shows that all do the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../local/stack/folders.ts';

export interface Trace {
  /** The custom dimension `Category`; undefined where a host sends none. */
  readonly category: string | undefined;
  readonly message: string;
}

const folder = join(root, 'infra/monitoring');
const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.kql'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));

/** The first capture in the queries that have the construct; throws when they differ. */
function common(construct: RegExp): string {
  const found = new Set(texts.flatMap((text) => construct.exec(text)?.[1] ?? []));
  const [only] = found;
  if (only === undefined || found.size > 1) throw new Error(`expected one ${construct}, got ${[...found]}`);
  return only;
}

const category = common(/Category\) startswith '([^']*)'/);
const last = common(/message endswith '([^']*)'/);
const pattern = new RegExp(common(/extract\(@'([^']*)', 1, message\)/), 'u');

/** Undefined for a trace that no query considers. `parse_json` leaves what is no JSON as a text, without fields. */
export function fieldsIn(trace: Trace): Readonly<Record<string, unknown>> | undefined {
  const { message } = trace;
  if (!message.endsWith(last)) return undefined;
  if (trace.category !== undefined && !trace.category.startsWith(category)) return undefined;
  try {
    return JSON.parse(pattern.exec(message)?.[1] ?? '');
  } catch {
    return undefined;
  }
}
