/** The filters that the adapter uses: `PartitionKey eq 'p' and RowKey ge 'x' and outcome eq 'y'`. */
import { type Entity, keyOf } from './sorted-rows.ts';

export interface Filter {
  /** No key before this one can match, and none from `to` on. */
  readonly from: string;
  readonly to: string | undefined;
  readonly matches: (entity: Entity) => boolean;
}

interface Condition {
  readonly name: string;
  readonly operator: string;
  readonly wanted: string;
}

/** A control row is asked for with the same text again and again. */
const known = new Map<string, Filter>();
const mostKnown = 1_000;

export function filterOf(text: string): Filter {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const filter = parse(text);
  known.set(text, filter);
  return filter;
}

const nameOf: Readonly<Record<string, string>> = { PartitionKey: 'partitionKey', RowKey: 'rowKey' };
const condition = /^(\w+) (eq|ge|gt|lt) '((?:[^']|'')*)'(?: and |$)/;

function parse(text: string): Filter {
  const conditions: Condition[] = [];
  for (let rest = text; rest !== '';) {
    const match = condition.exec(rest);
    if (match === null) throw new Error(`the table in memory does not understand ${rest}`);
    const [all, name = '', operator = '', quoted = ''] = match;
    conditions.push({ name: nameOf[name] ?? name, operator, wanted: quoted.replaceAll("''", "'") });
    rest = rest.slice(all.length);
  }
  const find = (name: string, ...operators: readonly string[]) =>
    conditions.find((each) => each.name === name && operators.includes(each.operator))?.wanted;
  const partition = find('partitionKey', 'eq');
  const matches = (entity: Entity) => conditions.every((each) => holds(each, entity));
  if (partition === undefined) return { from: '', to: undefined, matches };
  const from = keyOf(partition, find('rowKey', 'ge', 'gt', 'eq') ?? '');
  const to = find('rowKey', 'lt');
  return { from, to: to === undefined ? `${partition}\u0001` : keyOf(partition, to), matches };
}

/** A column that is missing or is no text equals no text, and is neither before nor after one. */
function holds({ name, operator, wanted }: Condition, entity: Entity): boolean {
  const value = entity[name];
  if (typeof value !== 'string') return false;
  switch (operator) {
    case 'eq':
      return value === wanted;
    case 'lt':
      return value < wanted;
    case 'gt':
      return value > wanted;
    default:
      return value >= wanted;
  }
}
