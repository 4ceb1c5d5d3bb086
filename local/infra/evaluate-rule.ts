/** Has Bicep evaluate a rule of the templates: a function of theirs that says, in words, what is wrong with a value. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

type Value = string | boolean | readonly Value[] | { readonly [name: string]: Value };

export interface Rule<V extends Value = Value> {
  /** What it judges, as `npm run check:infra` calls it. */
  readonly title: string;
  /** A file in infra/modules, and the function that it exports. */
  readonly module: string;
  readonly name: string;
  readonly accepted: readonly V[];
  /** Each with a part of what the rule must say. */
  readonly refused: readonly (readonly [value: V, words: string])[];
}

/** Where it accepts or refuses the wrong values; empty if nowhere. `copy`: of the folder `infra`, to write into. */
export function faultsOfRule(bicep: string, copy: string, rule: Rule): readonly string[] {
  const cases = [...rule.accepted.map((value) => [value, ''] as const), ...rule.refused];
  const values = cases.map(([value]) => value);
  const said = evaluate(bicep, copy, rule, values);
  if (typeof said === 'string') return [said];
  return cases.flatMap(([value, words], index) => {
    const fault = said[index] ?? 'nothing';
    const right = words === '' ? fault === '' : fault.includes(words);
    return right ? [] : [`${typeof value === 'string' ? value : written(value)}: ${fault || 'accepted'}`];
  });
}

/** What it says of each value, in one evaluation; a text is what Bicep says against all of them. */
function evaluate(
  bicep: string,
  copy: string,
  { module, name }: Rule,
  values: readonly Value[],
): readonly string[] | string {
  const file = join(copy, `${name}.bicepparam`);
  const parameters = values.map((value, index) => `param p${index} = ${name}(${written(value)})`);
  const lines = ['using none', `import { ${name} } from 'modules/${module}'`, ...parameters, ''];
  writeFileSync(file, lines.join('\n'));
  const outfile = join(copy, `${name}.json`);
  const { status, output } = run(bicep, ['build-params', file, '--outfile', outfile]);
  if (status !== 0) return output;
  const built: { readonly parameters: Readonly<Record<string, { readonly value: string }>> } = JSON.parse(
    readFileSync(outfile, 'utf8'),
  );
  return values.map((_, index) => built.parameters[`p${index}`]?.value ?? 'nothing');
}

/** As Bicep writes it. */
function written(value: Value): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map(written).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${name}: ${written(each)}`)
    .join(', ')} }`;
}

/** Array.isArray does not know lists that cannot be changed. */
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
