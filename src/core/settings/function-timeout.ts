/** The host's own time limit for an invocation, which must be longer than that of a run. */
import type { ParsedSettings } from './environment.ts';
import { type Environment, spellingsOf } from './read-setting.ts';
import { describeWrong } from './setting-value.ts';
import { type DurationMs, minutes, seconds } from '../time/time.ts';

export interface FunctionTimeout {
  /** Undefined means unlimited (`-1`). */
  readonly limit: DurationMs | undefined;
  /** Where it is set, for problems. */
  readonly source: string;
}

const inFile = 'functionTimeout in host.json';
/** The host's default when host.json says nothing. */
const defaultTimeout = minutes(30);

/** The app setting takes precedence over host.json. The host reads the names of both in any case. */
export function parseFunctionTimeout(
  hostJson: string,
  environment: Environment,
): ParsedSettings<FunctionTimeout> {
  const [setting, ...others] = spellingsOf(environment, 'AzureFunctionsJobHost__functionTimeout');
  if (setting === undefined) return readTimeout(hostJson);
  const { spelling, value } = setting;
  if (others.every((other) => other.value === value)) return parse(value, spelling);
  const names = [spelling, ...others.map((other) => other.spelling)].join(' and ');
  const problem = `${names} differ, and the host takes either: expected only one of them`;
  return { kind: 'invalid', problems: [problem] };
}

function readTimeout(hostJson: string): ParsedSettings<FunctionTimeout> {
  const parsed = parseJson(hostJson);
  if (typeof parsed !== 'object' || parsed === null) {
    const problem = 'host.json cannot be read: expected a JSON object';
    return { kind: 'invalid', problems: [problem] };
  }
  const entry = Object.entries(parsed).find(([key]) => key.toLowerCase() === 'functiontimeout');
  if (entry === undefined)
    return {
      kind: 'valid',
      settings: { limit: defaultTimeout, source: `the host’s default, without ${inFile},` },
    };
  return parse(String(entry[1]), inFile);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutComments(text.replace(/^\uFEFF/, '')));
  } catch {
    return undefined;
  }
}

/** The host accepts comments, and commas at the end of a list. What looks like one within a text stays. */
const withoutComments = (text: string): string =>
  text
    .replaceAll(/("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[^]*?\*\//g, '$1')
    .replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, '$1');

/** A .NET TimeSpan. Its shorter forms are refused: `02:00` is two hours and `120` is as many days. */
const timeSpan = /^(?:(\d{1,5})\.)?([01]?\d|2[0-3]):([0-5]?\d):([0-5]?\d)(?:\.\d{1,7})?$/;

function parse(written: string, source: string): ParsedSettings<FunctionTimeout> {
  const text = written.trim();
  if (/^-1(\.00:00:00)?$/.test(text)) return { kind: 'valid', settings: { limit: undefined, source } };
  const [, days, hh, mm, ss] = timeSpan.exec(text) ?? [];
  if (hh === undefined || mm === undefined || ss === undefined) {
    const value = /^[\d:.]{0,12}$|^null$/.test(text) ? `is ${JSON.stringify(text)}` : describeWrong(text);
    const problem = `${source} ${value}, expected hh:mm:ss such as "02:00:00", or "-1"`;
    return { kind: 'invalid', problems: [problem] };
  }
  const limit = seconds(Number(days ?? 0) * 86_400 + Number(hh) * 3_600 + Number(mm) * 60 + Number(ss));
  return { kind: 'valid', settings: { limit, source } };
}
