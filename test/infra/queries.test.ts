/** The queries of alerts, workbook and docs name only what Application Insights has and the code writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../local/stack/folders.ts';
import { RunOutcome, Trigger } from '../../src/core/run/run.ts';
import { createChecker } from './support/kusto.ts';
import { eventsIn, writtenEvents } from './support/written-events.ts';

const folder = join(root, 'infra/monitoring');
const queries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.kql'))
  .toSorted()
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

const strings = (text: string): readonly string[] =>
  [...text.matchAll(/'([^']*)'/g)].map(([, each = '']) => each);

/** The literals that an expression is compared with, by ==, !=, in (…) or !in (…). */
function comparedWith(expression: string, query: string): readonly string[] {
  const compared = new RegExp(
    String.raw`(?<![\w.])${expression}\s*(?:[=!]=\s*('[^']*')|!?in\s*\(([^)]*)\))`,
    'g',
  );
  return [...query.matchAll(compared)].flatMap(([, one = '', list = '']) => strings(one + list));
}
const field = (name: string): string => String.raw`tostring\(fields\.${name}\)`;

const written = writtenEvents();
const timers = [
  ...readFileSync(join(root, 'src/functions/app.ts'), 'utf8').matchAll(/app\.timer\('(\w+)'/g),
].map(([, name]) => name);

describe.each(queries)('$file', ({ text }) => {
  const events = comparedWith('event', text);

  it('selects only by events that the code writes', () => {
    expect(events.filter((event) => !written.has(event))).toEqual([]);
  });

  it('reads only properties that are written with one of its events', () => {
    const known = new Set(['runId', 'event', ...events.flatMap((event) => [...(written.get(event) ?? [])])]);
    const read = [...text.matchAll(/\bfields\.(\w+)/g)].map(([, name = '']) => name);
    expect(read.filter((name) => !known.has(name))).toEqual([]);
  });

  it('compares outcomes, triggers and functions with existing ones only', () => {
    expect(RunOutcome.options).toEqual(expect.arrayContaining([...comparedWith(field('outcome'), text)]));
    expect(Trigger.options).toEqual(expect.arrayContaining([...comparedWith(field('trigger'), text)]));
    expect(timers).toEqual(expect.arrayContaining([...comparedWith('name', text)]));
  });
});

describe('every query', () => {
  const check = createChecker();

  it.each(queries)('is valid on the columns of Application Insights: $file', ({ text }) => {
    expect(check(text)).toEqual([]);
  });

  it('would be rejected with a column of another table, or an unknown table', () => {
    expect(check('traces | where resultCode == "500"')[0]).toContain('resultCode');
    expect(check('requests | project TimeGenerated')[0]).toContain('TimeGenerated');
    expect(check('AppTraces | take 1')[0]).toContain('AppTraces');
  });

  it('that reads fields finds them at the end of a line, in lines that functions wrote', () => {
    const readers = queries.filter(({ text }) => text.includes('fields'));
    expect(readers.length).toBeGreaterThan(10);
    const lines = new Set(
      readers.map(({ text }) => /^(?:let lines = )?traces\n(.*\n.*\n)/m.exec(text)?.[1] ?? ''),
    );
    expect([...lines]).toEqual([
      `| where message endswith '}' and (tostring(customDimensions.Category) startswith 'Function.' or isempty(tostring(customDimensions.Category)))
| extend fields = parse_json(extract(@'^[^{}\\n]* (\\{[^{}]*\\})$', 1, message))
`,
    ]);
  });
});

describe('an alert', () => {
  it.each(queries.filter(({ file }) => file.startsWith('alerts/')))(
    'is not at the disposal of a stranger, who can call routes but no timer: $file',
    ({ text }) => {
      const code = text.replaceAll(/^\/\/.*$/gm, '');
      const read = [...code.matchAll(/\brequests\b([^)\n]*)/g)].map(([, rest = '']) => rest.trim());
      expect(read.filter((rest) => !rest.startsWith("| where name == 'tick'"))).toEqual([]);
    },
  );
});

const named = (path: string): readonly string[] =>
  [
    ...readFileSync(join(root, path), 'utf8').matchAll(
      /(?:monitoring\/)?((?:alerts|workbook|logs)\/[\w-]+\.kql)/g,
    ),
  ]
    .map(([, file = '']) => file)
    .toSorted();
const filesIn = (name: string): readonly string[] =>
  queries.map(({ file }) => file).filter((file) => file.startsWith(`${name}/`));

describe('the files of queries', () => {
  it('are all used by the templates, each once', () => {
    expect(named('infra/modules/monitoring-alerts.bicep')).toEqual(filesIn('alerts'));
    expect(named('infra/modules/monitoring-workbook.bicep')).toEqual(filesIn('workbook'));
  });

  it('are all listed in docs/operation.md, and no others are', () => {
    expect([...new Set(named('docs/operation.md'))]).toEqual(queries.map(({ file }) => file));
  });
});

describe('the events of the code', () => {
  it('are found however they are written', () => {
    const source = `
      function one() {
        const fields = { runId: run.id, attempt } as const;
        log.warn(\`b\`, { ...fields, event: 'end_open' });
      }
      function other() {
        const fields = { runId: run.id, event: 'run_finished', outcome } as const;
        log.info('a', fields);
        log.error('c', { runId, 'event': 'lease_lost' });
      }`;
    const properties = Object.fromEntries([...eventsIn(source)].map(([event, names]) => [event, [...names]]));
    expect(properties).toEqual({
      end_open: ['runId', 'attempt', 'event'],
      run_finished: ['runId', 'event', 'outcome'],
      lease_lost: ['runId', 'event'],
    });
  });

  it('are exactly those that core declares', () => {
    const declaration =
      readFileSync(join(root, 'src/core/job/log-lines.ts'), 'utf8')
        .split('export type LogEvent')[1]
        ?.split(';')[0] ?? '';
    expect([...written.keys()].toSorted()).toEqual(strings(declaration).toSorted());
  });
});
