/** The findings of a check of the connection as JSON, each with its words in both languages. */
import type { PreflightTarget } from '../../core/preflight/preflight-facts.ts';
import { type Finding, worstLevel } from '../../core/preflight/finding.ts';
import { type EpochMs, epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import { findingWords, tell } from '../findings/finding-words.ts';
import type { FindingView, PreflightView } from '../schemas/preflight-schemas.ts';

export interface CheckedConnection {
  readonly at: EpochMs;
  readonly timeZone: TimeZone;
  readonly procedure: string;
  readonly target: PreflightTarget;
  readonly findings: readonly Finding[];
}

export function toPreflightView(checked: CheckedConnection): PreflightView {
  const { at, timeZone, procedure, target, findings } = checked;
  const { database, login } = target;
  return {
    checked_at: epochMsToIso(at, timeZone),
    level: worstLevel(findings),
    target: { server: addressOf(target), database, login, procedure },
    findings: findings.map(toFindingView),
  };
}

/** As people write it; an IPv6 address needs brackets before a port. */
function addressOf({ host, port, instance }: PreflightTarget): string {
  if (instance !== undefined) return `${host}\\${instance}`;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export function toFindingView(finding: Finding): FindingView {
  const { check, level, code, facts } = finding;
  const en = tell(finding, findingWords.en);
  const id = tell(finding, findingWords.id);
  const remedy = en.remedy === undefined ? null : { en: en.remedy, id: id.remedy ?? en.remedy };
  return { check, level, code, facts: { ...facts }, message: { en: en.message, id: id.message }, remedy };
}
