/** Whether a parameter's type takes the date that a run sends. SQL Server converts it implicitly, or refuses (206). */
import type { ParameterFacts } from './preflight-facts.ts';
import { type Finding, finding } from './finding.ts';

const withTime = new Set(['datetime', 'datetime2', 'smalldatetime', 'datetimeoffset', 'sql_variant']);
const texts = new Set(['char', 'varchar', 'nchar', 'nvarchar']);
/** `2026-11-26`, as SQL Server writes a date. */
const dateLength = 10;

export function judgeType(parameter: ParameterFacts): Finding {
  const facts = { parameter: parameter.name, type: typeText(parameter) };
  if (parameter.type === 'date') return finding('parameter_fits', facts);
  if (withTime.has(parameter.type)) return finding('parameter_time', facts);
  if (texts.has(parameter.type) && (parameter.length === -1 || charactersOf(parameter) >= dateLength)) {
    return finding('parameter_text', facts);
  }
  return finding('parameter_type_wrong', facts);
}

const charactersOf = ({ type, length }: ParameterFacts): number =>
  type.startsWith('n') ? length / 2 : length;

function typeText(parameter: ParameterFacts): string {
  if (!texts.has(parameter.type)) return parameter.type;
  return `${parameter.type}(${parameter.length === -1 ? 'max' : charactersOf(parameter)})`;
}
