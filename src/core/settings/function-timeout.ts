/** The host's own time limit for an invocation, which must be longer than that of a run. */
import type { ParsedSettings } from './environment.ts';
import { type DurationMs, minutes, seconds } from '../time/time.ts';

/** The host's default when host.json says nothing. */
const defaultTimeout = minutes(30);

/** `override` is the app setting, which takes precedence. Undefined in the result means unlimited (`-1`). */
export function parseFunctionTimeout(
  hostJson: string,
  override: string | undefined,
): ParsedSettings<DurationMs | undefined> {
  const text = override || readTimeout(hostJson);
  if (text === undefined) return { kind: 'valid', settings: defaultTimeout };
  if (text === '-1') return { kind: 'valid', settings: undefined };
  const [, days, hh, mm, ss] = /^(?:(\d+)\.)?([01]?\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(text) ?? [];
  if (hh === undefined || mm === undefined || ss === undefined) {
    const place = override ? 'AzureFunctionsJobHost__functionTimeout' : 'functionTimeout in host.json';
    const problem = `${place} is ${JSON.stringify(text)}, expected hh:mm:ss such as "02:00:00", or "-1"`;
    return { kind: 'invalid', problems: [problem] };
  }
  const timeout = seconds(Number(days ?? 0) * 86_400 + Number(hh) * 3_600 + Number(mm) * 60 + Number(ss));
  return { kind: 'valid', settings: timeout };
}

function readTimeout(hostJson: string): string | undefined {
  const parsed: unknown = JSON.parse(hostJson);
  if (typeof parsed !== 'object' || parsed === null || !('functionTimeout' in parsed)) return undefined;
  return String(parsed.functionTimeout);
}
