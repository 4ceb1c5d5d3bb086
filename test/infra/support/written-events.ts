/** What the code writes beside a log line, read from its syntax tree: each event with its properties. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { root } from '../../../local/stack/folders.ts';
import { commands } from '../../../src/api/commands.ts';

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function* walk(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const each of node) yield* walk(each);
  } else if (isNode(node)) {
    yield node;
    for (const child of Object.values(node)) yield* walk(child);
  }
}

/** `{…} as const` is an object as well. */
const objectOf = (node: unknown): Node | undefined => {
  if (!isNode(node)) return undefined;
  if (node['type'] === 'TSAsExpression') return objectOf(node['expression']);
  return node['type'] === 'ObjectExpression' ? node : undefined;
};

const nameOf = (node: unknown): string => (isNode(node) ? String(node['name'] ?? node['value']) : '');

interface Constant {
  readonly name: string;
  readonly object: Node;
}

const startOf = (node: unknown): number => (isNode(node) ? Number(node['start']) : 0);

/** `{ ...fields }` counts with the properties of the last `fields` that was declared before. */
function entriesOf(object: Node, constants: readonly Constant[]): readonly (readonly [string, unknown])[] {
  const properties: unknown = object['properties'];
  if (!Array.isArray(properties)) return [];
  return properties.filter(isNode).flatMap((property) => {
    if (property['type'] !== 'SpreadElement') return [[nameOf(property['key']), property['value']] as const];
    const spread = constants.findLast(
      (each) => each.name === nameOf(property['argument']) && startOf(each.object) < startOf(property),
    );
    return spread === undefined ? [] : entriesOf(spread.object, constants);
  });
}

/** Each event that is written somewhere in `source`, with the properties that go with it. */
export function eventsIn(source: string): ReadonlyMap<string, ReadonlySet<string>> {
  const nodes = [...walk(parseAst(source, { lang: 'ts' }))];
  const constants = nodes
    .filter((node) => node['type'] === 'VariableDeclarator')
    .flatMap((node) => {
      const object = objectOf(node['init']);
      return object === undefined ? [] : [{ name: nameOf(node['id']), object }];
    });
  const events = new Map<string, Set<string>>();
  for (const node of nodes) {
    if (node['type'] !== 'ObjectExpression') continue;
    const entries = entriesOf(node, constants);
    const event = entries.findLast(([name]) => name === 'event')?.[1];
    if (!isNode(event) || typeof event['value'] !== 'string') continue;
    const known = events.get(event['value']) ?? new Set();
    for (const [name] of entries) known.add(name);
    events.set(event['value'], known);
  }
  return events;
}

const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));

export function writtenEvents(): ReadonlyMap<string, ReadonlySet<string>> {
  const ofCommands = Object.values(commands).map(
    ({ event }) => [event, new Set(['runId', 'event'])] as const,
  );
  const all = new Map<string, ReadonlySet<string>>(ofCommands);
  for (const source of [...sources('src/operations'), ...sources('src/functions')]) {
    for (const [event, properties] of eventsIn(source)) {
      all.set(event, new Set([...(all.get(event) ?? []), ...properties]));
    }
  }
  return all;
}
