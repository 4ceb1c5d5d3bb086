/**
 * Reads OpenMetrics 1.0 strictly, for machines without Prometheus: order of lines, names, labels, types, units, suffixes,
 * histograms and the end. Throws at the first line that the specification does not permit.
 */

export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ReadFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly ReadSample[];
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  gauge: [''],
  counter: ['_total'],
  info: ['_info'],
  histogram: ['_bucket', '_sum', '_count'],
};
const metadata = /^# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/;
const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const sample = new RegExp(String.raw`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(${label}(?:,${label})*)\})? (\S+)$`);

export function readOpenMetrics(text: string): readonly ReadFamily[] {
  if (!text.endsWith('\n# EOF\n') || text.indexOf('# EOF') !== text.length - 6)
    fail('no single # EOF at the end', text);
  const families: { name: string; facts: Record<string, string>; samples: ReadSample[] }[] = [];
  for (const line of text.slice(0, -'# EOF\n'.length).trimEnd().split('\n')) {
    const [, keyword = '', of = '', rest = ''] = metadata.exec(line) ?? [];
    let current = families.at(-1);
    if (keyword !== '') {
      if (current?.name !== of) {
        if (families.some(({ name }) => name === of)) fail('a family in two places', line);
        current = { name: of, facts: {}, samples: [] };
        families.push(current);
      }
      if (current.samples.length > 0 || keyword in current.facts) fail('metadata twice or too late', line);
      current.facts[keyword] = rest;
      continue;
    }
    const [, name = '', labels = '', value = ''] =
      sample.exec(line) ?? fail('neither metadata nor sample', line);
    if (current === undefined) return fail('a sample without a family', line);
    const permitted = suffixes[current.facts['TYPE'] ?? ''] ?? fail('unknown type', line);
    if (!permitted.some((suffix) => name === `${current.name}${suffix}`)) fail('not of its family', line);
    const read = { name, labels: readLabels(labels, line), value: Number(value) };
    if (value === '' || !Number.isFinite(read.value)) fail('no number', line);
    if (current.samples.some((each) => keyOf(each) === keyOf(read))) fail('a sample twice', line);
    current.samples.push(read);
  }
  return families.map(({ name, facts, samples }) => {
    const { HELP: help = fail('no help', name), TYPE: type = fail('no type', name), UNIT: unit } = facts;
    if (unit !== undefined && !name.endsWith(`_${unit}`)) fail('its unit is not in its name', name);
    if (samples.length === 0) fail('no sample', name);
    const family = { name, type, help, samples };
    if (type === 'histogram') judgeHistogram(family);
    return family;
  });
}

function readLabels(text: string, line: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length) fail('a label twice', line);
  return Object.fromEntries(pairs);
}

const keyOf = ({ name, labels }: ReadSample): string =>
  `${name} ${JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)))}`;

function judgeHistogram({ name, samples }: ReadFamily): void {
  const buckets = samples.filter((each) => each.name === `${name}_bucket`);
  const bounds = buckets.map(({ labels }) => labels['le'] ?? fail('a bucket without le', name));
  if (bounds.at(-1) !== '+Inf') fail('the last bucket is not +Inf', name);
  if (bounds.slice(0, -1).some((le) => !/^\d+\.\d+$/.test(le))) fail('a bound that is not canonical', name);
  const numbers = bounds.map((le) => (le === '+Inf' ? Infinity : Number(le)));
  if (numbers.some((bound, index) => index > 0 && bound <= (numbers[index - 1] ?? Infinity)))
    fail('bounds that do not grow', name);
  const counts = buckets.map(({ value }) => value);
  if (counts.some((count, index) => count < (counts[index - 1] ?? 0))) fail('counts that shrink', name);
  if (counts.at(-1) !== samples.find((each) => each.name === `${name}_count`)?.value)
    fail('+Inf is not the count', name);
  if (!samples.some((each) => each.name === `${name}_sum`)) fail('no sum', name);
}

function fail(problem: string, where: string): never {
  throw new Error(`${problem}: ${where}`);
}
