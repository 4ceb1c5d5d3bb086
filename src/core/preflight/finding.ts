/** Everything that a check of the connection can find: what it is about, and how good it is. */
import type { FindingCode, FindingFacts } from './finding-facts.ts';

export const checks = [
  'name',
  'instance',
  'port',
  'login',
  'encryption',
  'server',
  'database',
  'session',
  'procedure',
  'parameters',
  'permission',
  'lock',
  'clock',
  'settings',
] as const;
export type Check = (typeof checks)[number];

/** `doubtful`: runs may work, but somebody should look at it. `wrong`: no run can succeed. */
export const levels = ['good', 'doubtful', 'wrong'] as const;
export type Level = (typeof levels)[number];

type KindOf = { readonly check: Check; readonly level: Level };
const kind = (check: Check, level: Level): KindOf => ({ check, level });

/** `unanswered` takes the check it is about. */
export const findingKinds: Readonly<Record<Exclude<FindingCode, 'unanswered'>, KindOf>> = {
  name_resolved: kind('name', 'good'),
  address_given: kind('name', 'good'),
  name_unknown: kind('name', 'wrong'),
  instance_found: kind('instance', 'good'),
  instance_silent: kind('instance', 'wrong'),
  instance_unlisted: kind('instance', 'wrong'),
  instance_without_tcp: kind('instance', 'wrong'),
  port_open: kind('port', 'good'),
  port_refused: kind('port', 'wrong'),
  port_silent: kind('port', 'wrong'),
  port_unreachable: kind('port', 'wrong'),
  logged_in: kind('login', 'good'),
  login_failed: kind('login', 'wrong'),
  login_unanswered: kind('login', 'wrong'),
  login_powerful: kind('login', 'doubtful'),
  encrypted: kind('encryption', 'good'),
  encrypted_unverified: kind('encryption', 'doubtful'),
  unencrypted_local: kind('encryption', 'good'),
  unencrypted: kind('encryption', 'doubtful'),
  encryption_failed: kind('encryption', 'wrong'),
  server_known: kind('server', 'good'),
  server_old: kind('server', 'doubtful'),
  server_other: kind('server', 'doubtful'),
  database_open: kind('database', 'good'),
  database_system: kind('database', 'doubtful'),
  database_read_only: kind('database', 'wrong'),
  database_failed: kind('database', 'wrong'),
  session_options: kind('session', 'good'),
  procedure_found: kind('procedure', 'good'),
  procedure_synonym: kind('procedure', 'doubtful'),
  procedure_missing: kind('procedure', 'wrong'),
  procedure_other_kind: kind('procedure', 'wrong'),
  parameter_fits: kind('parameters', 'good'),
  parameter_time: kind('parameters', 'doubtful'),
  parameter_text: kind('parameters', 'doubtful'),
  parameter_type_wrong: kind('parameters', 'wrong'),
  parameter_missing: kind('parameters', 'wrong'),
  parameter_optional: kind('parameters', 'good'),
  parameter_extra: kind('parameters', 'doubtful'),
  parameter_required: kind('parameters', 'wrong'),
  parameters_reversed: kind('parameters', 'doubtful'),
  execute_granted: kind('permission', 'good'),
  execute_denied: kind('permission', 'wrong'),
  pending_granted: kind('permission', 'good'),
  pending_denied: kind('permission', 'doubtful'),
  pending_missing: kind('procedure', 'doubtful'),
  lock_free: kind('lock', 'good'),
  lock_own: kind('lock', 'good'),
  lock_held: kind('lock', 'doubtful'),
  lock_denied: kind('lock', 'wrong'),
  clock_agrees: kind('clock', 'good'),
  clock_differs: kind('clock', 'doubtful'),
  zone_agrees: kind('clock', 'good'),
  zone_unused: kind('clock', 'good'),
  zone_differs: kind('clock', 'doubtful'),
  settings_wrong: kind('settings', 'doubtful'),
};

export interface FindingOf<C extends FindingCode> extends KindOf {
  readonly code: C;
  readonly facts: FindingFacts[C];
}
export type Finding<C extends FindingCode = FindingCode> = { [K in C]: FindingOf<K> }[C];

export const finding = <C extends Exclude<FindingCode, 'unanswered'>>(
  code: C,
  facts: FindingFacts[C],
): FindingOf<C> => ({ code, facts, ...findingKinds[code] });

export const unanswered = (check: Check, question: string, reason: string): FindingOf<'unanswered'> => ({
  code: 'unanswered',
  check,
  level: 'doubtful',
  facts: { question, reason },
});

/** The worst of all findings. */
export const worstLevel = (findings: readonly Pick<Finding, 'level'>[]): Level =>
  levels[Math.max(0, ...findings.map(({ level }) => levels.indexOf(level)))] ?? 'good';
