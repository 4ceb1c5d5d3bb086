/**
 * Writes metrics as text: OpenMetrics 1.0, or the older format of Prometheus. A writer of our own, because client
 * libraries count what their process observed, and here processes come and go while the table remembers.
 */

export interface Sample {
  /** In the order in which they are written. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Named {
  /** Without the suffixes that its kind adds. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
}

export type MetricFamily = Named &
  (
    | {
        /** `info` adds `_info`, and `counter` adds `_total`. */
        readonly kind: 'gauge' | 'counter' | 'info';
        /** Of a gauge or a histogram: the end of its name. */
        readonly unit?: 'seconds';
        readonly samples: readonly Sample[];
      }
    | {
        readonly kind: 'histogram';
        readonly unit?: 'seconds';
        /** Each counts all values that are not greater; the last one, without bound, counts `count`. */
        readonly buckets: readonly { readonly upTo: number; readonly count: number }[];
        readonly count: number;
        readonly sum: number;
      }
  );

export type ExpositionFormat = 'openmetrics' | 'prometheus';

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
};

export function writeMetrics(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const end = format === 'openmetrics' ? '# EOF\n' : '';
  return families.map((family) => writeFamily(family, format)).join('') + end;
}

function writeFamily(family: MetricFamily, format: ExpositionFormat): string {
  const { name, help, unit, kind } = family;
  // The older format names a family like its samples, and knows no units and no infos.
  const of = format === 'openmetrics' ? name : `${name}${suffixes[kind]}`;
  const type = format === 'openmetrics' || kind !== 'info' ? kind : 'gauge';
  const header = [
    `# HELP ${of} ${escapeHelp(help, format)}`,
    `# TYPE ${of} ${type}`,
    ...(format === 'openmetrics' && unit !== undefined ? [`# UNIT ${of} ${unit}`] : []),
  ];
  return [...header, ...linesOf(family)].map((line) => `${line}\n`).join('');
}

const suffixes: Readonly<Record<MetricFamily['kind'], string>> = {
  gauge: '',
  counter: '_total',
  info: '_info',
  histogram: '',
};

function linesOf(family: MetricFamily): readonly string[] {
  const { name } = family;
  if (family.kind !== 'histogram')
    return family.samples.map((sample) => sampleLine(`${name}${suffixes[family.kind]}`, sample));
  const { buckets, count, sum } = family;
  return [
    ...buckets.map((each) => bucket(name, canonical(each.upTo), each.count)),
    bucket(name, '+Inf', count),
    sampleLine(`${name}_sum`, { value: sum }),
    sampleLine(`${name}_count`, { value: count }),
  ];
}

const bucket = (name: string, le: string, value: number): string =>
  sampleLine(`${name}_bucket`, { labels: { le }, value });

function sampleLine(name: string, { labels = {}, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`;
}

/** The bound of a bucket is part of its name: `60.0` in both formats, as OpenMetrics asks. */
const canonical = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

const escapeLabel = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('"', String.raw`\"`);

const escapeHelp = (text: string, format: ExpositionFormat): string =>
  format === 'openmetrics'
    ? escapeLabel(text)
    : text.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`);
