/** The facts of every finding by its code, with the names that callers get. */
import type { RemedyCode } from '../run/failure.ts';
import type { SettingsPart } from '../settings/wrong-settings.ts';

interface Refused {
  readonly message: string;
  readonly remedy: string;
  readonly remedy_code: RemedyCode;
}

export interface FindingFacts {
  name_resolved: { readonly host: string; readonly addresses: readonly string[]; readonly ms: number };
  address_given: { readonly host: string };
  name_unknown: { readonly host: string; readonly reason: string; readonly ms: number };
  instance_found: { readonly instance: string; readonly port: number; readonly ms: number };
  instance_silent: { readonly instance: string; readonly host: string; readonly ms: number };
  instance_unlisted: { readonly instance: string; readonly instances: readonly string[] };
  instance_without_tcp: { readonly instance: string };
  port_open: { readonly address: string; readonly port: number; readonly ms: number };
  port_refused: { readonly host: string; readonly port: number; readonly ms: number };
  port_silent: { readonly host: string; readonly port: number; readonly ms: number };
  port_unreachable: { readonly host: string; readonly port: number; readonly reason: string };
  logged_in: { readonly login: string; readonly user: string; readonly ms: number };
  login_failed: Refused;
  login_unanswered: { readonly message: string };
  login_powerful: { readonly login: string; readonly role: string };
  encrypted: { readonly strict: boolean };
  encrypted_unverified: { readonly host: string };
  unencrypted_local: { readonly host: string };
  unencrypted: { readonly host: string };
  encryption_failed: Refused;
  server_known: { readonly product: string; readonly version: string; readonly edition: string };
  server_old: { readonly product: string; readonly version: string };
  server_other: { readonly product: string };
  database_open: { readonly database: string };
  database_system: { readonly database: string };
  database_read_only: { readonly database: string };
  database_failed: Refused;
  session_options: {
    readonly language: string;
    readonly date_format: string;
    readonly first_day: number;
    readonly isolation: string;
  };
  procedure_found: { readonly procedure: string };
  procedure_synonym: { readonly procedure: string; readonly base: string };
  procedure_missing: {
    readonly procedure: string;
    readonly database: string;
    readonly similar: readonly string[];
    readonly databases: readonly string[];
  };
  procedure_other_kind: { readonly procedure: string; readonly kind: string };
  parameter_fits: { readonly parameter: string; readonly type: string };
  parameter_time: { readonly parameter: string; readonly type: string };
  parameter_text: { readonly parameter: string; readonly type: string };
  parameter_type_wrong: { readonly parameter: string; readonly type: string };
  parameter_missing: {
    readonly parameter: string;
    readonly setting: string;
    readonly declared: readonly string[];
  };
  parameter_optional: { readonly parameter: string };
  parameter_extra: { readonly parameter: string };
  parameter_required: { readonly parameter: string };
  parameters_reversed: { readonly first: string; readonly second: string };
  execute_granted: { readonly procedure: string };
  execute_denied: { readonly procedure: string; readonly user: string };
  pending_granted: { readonly procedure: string };
  pending_denied: { readonly procedure: string; readonly user: string };
  pending_missing: { readonly procedure: string; readonly database: string };
  lock_free: { readonly lock: string };
  lock_own: { readonly lock: string };
  lock_held: { readonly lock: string };
  lock_denied: { readonly user: string };
  clock_agrees: { readonly seconds: number };
  clock_differs: { readonly seconds: number };
  zone_agrees: { readonly offset: string };
  zone_unused: { readonly offset: string; readonly expected: string };
  zone_differs: { readonly offset: string; readonly expected: string };
  settings_wrong: { readonly part: SettingsPart; readonly problems: readonly string[] };
  unanswered: { readonly question: string; readonly reason: string };
}
export type FindingCode = keyof FindingFacts;
