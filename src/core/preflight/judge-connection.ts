/** Judges the way to the server: name, port of an instance, TCP, login and encryption. */
import type { Failure, RemedyCode } from '../run/failure.ts';
import type { InstanceStep, LoginStep, NameStep, PortStep, PreflightTarget } from './preflight-facts.ts';
import { type Finding, finding } from './finding.ts';

export function judgeName(step: NameStep, { host }: PreflightTarget): Finding {
  switch (step.kind) {
    case 'address':
      return finding('address_given', { host });
    case 'resolved':
      return finding('name_resolved', { host, addresses: step.addresses, ms: step.took });
    case 'failed':
      return finding('name_unknown', { host, reason: step.reason, ms: step.took });
  }
}

export function judgeInstance(step: InstanceStep, { host, instance = '' }: PreflightTarget): Finding {
  switch (step.kind) {
    case 'found':
      return finding('instance_found', { instance, port: step.port, ms: step.took });
    case 'silent':
      return finding('instance_silent', { instance, host, ms: step.took });
    case 'unlisted':
      return finding('instance_unlisted', { instance, instances: step.instances });
    case 'without_tcp':
      return finding('instance_without_tcp', { instance });
  }
}

export function judgePort(step: PortStep, { host }: PreflightTarget): Finding {
  const { port } = step;
  switch (step.kind) {
    case 'open':
      return finding('port_open', { address: step.address, port, ms: step.took });
    case 'refused':
      return finding('port_refused', { host, port, ms: step.took });
    case 'silent':
      return finding('port_silent', { host, port, ms: step.took });
    case 'unreachable':
      return finding('port_unreachable', { host, port, reason: step.reason });
  }
}

/** What a refused login is about, by the remedy that fits it. */
const subjects: ReadonlyMap<string, 'encryption_failed' | 'database_failed'> = new Map([
  ['missing_database', 'database_failed'],
  ['missing_user', 'database_failed'],
  ['read_only', 'database_failed'],
  ['strict_refused', 'encryption_failed'],
  ['handshake_broken', 'encryption_failed'],
  ['encryption_missing', 'encryption_failed'],
  ['certificate_untrusted', 'encryption_failed'],
]);

/** Only after a refusal: `judgeLogin` reports a login that succeeds. */
export function judgeRefusedLogin({ failure }: Extract<LoginStep, { readonly kind: 'failed' }>): Finding {
  const code: RemedyCode = failure.remedyCode ?? failure.class;
  // The step before has shown that the port accepts connections: a firewall or a stopped server is not the cause.
  if (code === 'unreachable') return finding('login_unanswered', { message: failure.message });
  return finding(subjectOf(failure, code), {
    message: failure.message,
    remedy: failure.remedy,
    remedy_code: code,
  });
}

function subjectOf(
  failure: Failure,
  code: RemedyCode,
): 'login_failed' | 'encryption_failed' | 'database_failed' {
  const known = subjects.get(code);
  if (known !== undefined) return known;
  if (/encrypt|tls|certificate/.test(code)) return 'encryption_failed';
  return failure.number !== undefined && databaseNumbers.has(failure.number)
    ? 'database_failed'
    : 'login_failed';
}

/** At login these are about the database, whatever their class: missing, offline, restoring, a closed replica. */
const databaseNumbers: ReadonlySet<number> = new Set([
  911, 916, 921, 922, 924, 926, 927, 942, 945, 946, 952, 976, 978, 983, 4060, 4062, 4064, 40613,
]);

const loopback = /^(?:127\.|::1$|::ffff:127\.)/;

/** Of a session that exists. */
export function judgeEncryption(target: PreflightTarget, name: NameStep): Finding {
  const { host, encryption, trustsAnyCertificate } = target;
  const addresses = name.kind === 'failed' ? [] : name.addresses;
  const local = addresses.length > 0 && addresses.every((address) => loopback.test(address));
  switch (encryption) {
    case 'none':
      return local ? finding('unencrypted_local', { host }) : finding('unencrypted', { host });
    case 'on':
      if (trustsAnyCertificate) return finding('encrypted_unverified', { host });
      return finding('encrypted', { strict: false });
    case 'strict':
      return finding('encrypted', { strict: true });
  }
}
