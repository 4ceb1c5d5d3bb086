/** A plan in words, for the report. */
import type { Fault, Plan, PlannedFault } from './plan.ts';

export function describePlan({ faults, procedure }: Plan): string {
  const traits = [
    ...(procedure.ms > 1_000 ? [`takes ${procedure.ms / 1_000} s`] : []),
    ...(procedure.outlives ? ['outlives its client'] : []),
  ];
  const what = faults.map(describe).join('; then ') || 'no fault';
  return traits.length === 0 ? what : `${what} (the procedure ${traits.join(' and ')})`;
}

const symbol: Readonly<Record<Exclude<Fault['kind'], 'suspend'>, string>> = {
  'kill worker': 'SIGKILL of the worker',
  'kill host': 'SIGKILL of the host',
  terminate: 'SIGTERM',
};

function describe({ point, fault }: PlannedFault): string {
  const nth = point.nth === 1 ? '' : ` ${point.nth}`;
  const late = point.delayMs === 0 ? '' : ` by ${point.delayMs} ms`;
  const place = `${point.message}${nth} ${point.stage}${late}`;
  if (fault.kind !== 'suspend') return `${symbol[fault.kind]} at [${place}]`;
  const later = fault.lateMs === 0 ? '' : ` and ${fault.lateMs} ms more`;
  return `SIGSTOP at [${place}] until ${fault.until}${later}, then SIG${fault.ending === 'kill' ? 'KILL' : 'CONT'}`;
}
