/** Judges the procedure: whether it is there, takes the parameters that a run sends, and may be executed. */
import type { ParameterFacts, ProcedureFacts, SessionFacts } from './preflight-facts.ts';
import { type Finding, finding } from './finding.ts';
import { hasDefault } from './definition.ts';
import { noValue, notAnswered, valueOf } from './judge-server.ts';
import { similarNames } from './similar-names.ts';
import { judgeType } from './parameter-types.ts';

/** What the settings say of the procedure; names of parameters without their @. */
export interface ExpectedProcedure {
  readonly procedure: string;
  readonly startParameter: string;
  readonly endParameter: string;
}

export function judgeProcedure(session: SessionFacts, expected: ExpectedProcedure): readonly Finding[] {
  const { procedure, server } = session;
  if (procedure.kind === 'unknown') return [notAnswered('procedure', 'sys.objects', procedure)];
  const facts = procedure.value;
  if (facts.kind === 'missing') {
    return [
      finding('procedure_missing', {
        procedure: expected.procedure,
        database: valueOf(server, 'database') ?? '',
        similar: similarNames(expected.procedure, facts.names),
        databases: facts.databases,
      }),
    ];
  }
  const type = facts.type.trim();
  if (type === 'SN') {
    const base = facts.base ?? '';
    return [finding('procedure_synonym', { procedure: facts.name, base }), judgeRight(session, facts.name)];
  }
  if (type !== 'P' && type !== 'PC' && type !== 'X') {
    return [finding('procedure_other_kind', { procedure: facts.name, kind: kinds.get(type) ?? type })];
  }
  return [
    finding('procedure_found', { procedure: facts.name }),
    ...judgeParameters(facts, session, expected),
    judgeRight(session, facts.name),
  ];
}

/** Of sys.objects, in the words of SQL Server. */
const kinds: ReadonlyMap<string, string> = new Map([
  ['U', 'table'],
  ['V', 'view'],
  ['FN', 'scalar function'],
  ['IF', 'table-valued function'],
  ['TF', 'table-valued function'],
  ['FS', 'scalar function'],
  ['AF', 'aggregate function'],
  ['TR', 'trigger'],
  ['SO', 'sequence'],
]);

function judgeRight({ server }: SessionFacts, procedure: string): Finding {
  const right = valueOf(server, 'mayExecute');
  if (right === undefined)
    return noValue('permission', 'HAS_PERMS_BY_NAME(…, EXECUTE)', server, 'mayExecute');
  if (right === 1) return finding('execute_granted', { procedure });
  return finding('execute_denied', { procedure, user: valueOf(server, 'user') ?? '' });
}

/** No run needs the procedure that tells of late input, so nothing about it is wrong. */
export function judgePending({ pending, server }: SessionFacts): readonly Finding[] {
  if (pending === undefined) return [];
  const { procedure, mayExecute } = pending;
  if (mayExecute.kind === 'unknown')
    return [notAnswered('permission', `HAS_PERMS_BY_NAME(${procedure}, EXECUTE)`, mayExecute)];
  if (mayExecute.value === null)
    return [finding('pending_missing', { procedure, database: valueOf(server, 'database') ?? '' })];
  return mayExecute.value === 1
    ? [finding('pending_granted', { procedure })]
    : [finding('pending_denied', { procedure, user: valueOf(server, 'user') ?? '' })];
}

function judgeParameters(
  { parameters }: Extract<ProcedureFacts, { readonly kind: 'object' }>,
  { server }: SessionFacts,
  { startParameter, endParameter }: ExpectedProcedure,
): readonly Finding[] {
  if (parameters.kind === 'unknown') return [notAnswered('parameters', 'sys.parameters', parameters)];
  const declared = parameters.value;
  // An unknown collation counts as one that ignores case, as most do.
  const sensitive = /_(?:CS|BIN2?)(?:_|$)/i.test(valueOf(server, 'collation') ?? '');
  const find = (name: string): ParameterFacts | undefined =>
    declared.find((each) => sameName(each.name, `@${name}`, sensitive));
  const sent = [
    { name: startParameter, setting: 'PROCEDURE_START_PARAMETER', found: find(startParameter) },
    { name: endParameter, setting: 'PROCEDURE_END_PARAMETER', found: find(endParameter) },
  ] as const;
  const names = declared.map(({ name }) => name);
  const own = sent.map(({ name, setting, found }) =>
    found === undefined
      ? finding('parameter_missing', { parameter: `@${name}`, setting, declared: names })
      : judgeType(found),
  );
  const definition = valueOf(server, 'definition');
  const others = declared
    .filter((each) => !sent.some(({ found }) => found === each))
    .map(({ name: parameter }) => judgeExtra(parameter, definition));
  const [first, second] = sent.map(({ found }) => (found === undefined ? -1 : declared.indexOf(found)));
  const reversed = first !== undefined && second !== undefined && second >= 0 && first > second;
  const order = reversed
    ? [finding('parameters_reversed', { first: `@${endParameter}`, second: `@${startParameter}` })]
    : [];
  return [...own, ...others, ...order];
}

function judgeExtra(parameter: string, definition: string | undefined): Finding {
  switch (definition === undefined ? undefined : hasDefault(definition, parameter)) {
    case true:
      return finding('parameter_optional', { parameter });
    case false:
      return finding('parameter_required', { parameter });
    case undefined:
      return finding('parameter_extra', { parameter });
  }
}

const sameName = (one: string, other: string, sensitive: boolean): boolean =>
  sensitive ? one === other : one.toLowerCase() === other.toLowerCase();
