/** What a source text imports and which globals it uses, by the parser of the bundler, so comments do not count. */
import { parseAst } from 'rolldown/parseAst';

export interface Import {
  /** Undefined when it is computed. */
  readonly specifier: string | undefined;
  readonly typeOnly: boolean;
  /** `import('…')`: loaded when it is reached, not with the file. */
  readonly dynamic: boolean;
  readonly line: number;
}

/** A node of the syntax tree, as far as these rules look at it. */
type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode);

function nodesOf(path: string, text: string): readonly Node[] {
  const found: Node[] = [];
  const open: unknown[] = [parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isNode(node)) continue;
    found.push(node);
    open.push(...childrenOf(node));
  }
  return found.toSorted((one, other) => one.start - other.start);
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Static and dynamic imports, re-exports, `import('…')` types, `import x = require('…')` and `require('…')`. */
export function importsOf(path: string, text: string): readonly Import[] {
  return nodesOf(path, text).flatMap((node) => {
    const source = sourceOf(node);
    if (source === undefined) return [];
    const specifier = isNode(source) && typeof source['value'] === 'string' ? source['value'] : undefined;
    const dynamic = node.type === 'ImportExpression';
    return [{ specifier, typeOnly: isTypeOnly(node), dynamic, line: lineAt(text, node.start) }];
  });
}

/** What the node imports from; nothing when it is no import. */
function sourceOf(node: Node): unknown {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return node['source'];
    case 'ExportNamedDeclaration':
      return node['source'] ?? undefined;
    case 'TSExternalModuleReference':
      return node['expression'];
    case 'CallExpression': {
      const { callee } = node;
      const called = isNode(callee) && callee.type === 'Identifier' ? callee['name'] : undefined;
      return called === 'require' ? (childrenOf(node).find((each) => each !== callee) ?? null) : undefined;
    }
    default:
      return undefined;
  }
}

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type')
    return true;
  const { specifiers } = node;
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((each: Node) => each['importKind'] === 'type' || each['exportKind'] === 'type');
}

export interface Use {
  readonly name: string;
  readonly line: number;
}

/** Where the given globals are named: `Math.random` stands for the member, `Date` for any use at all. */
export function usesOf(path: string, text: string, globals: readonly string[]): readonly Use[] {
  const nodes = nodesOf(path, text);
  const names = new Set(nodes.flatMap(ownName));
  const declared = new Set(nodes.flatMap(declaredName));
  return nodes.flatMap((node) => {
    const name = nameOf(node);
    if (name === undefined || names.has(node) || declared.has(name) || !globals.includes(name)) return [];
    return [{ name, line: lineAt(text, node.start) }];
  });
}

/** The part of a node that only names a property, as in `run.process` and `{ process: 1 }`. */
function ownName({ computed, shorthand, property, key }: Node): readonly unknown[] {
  return computed === false && shorthand !== true ? [property, key] : [];
}

/** What the file itself declares under a name is no global. */
function declaredName({ type, id, local }: Node): readonly string[] {
  const declares = /^(FunctionDeclaration|VariableDeclarator|Import\w*Specifier)$/.test(type);
  return declares ? [id, local].filter(isNode).map((each) => String(each['name'])) : [];
}

function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type !== 'MemberExpression') return undefined;
  const { object, property } = node;
  return [object, property].map((each) => (isNode(each) ? (each['name'] ?? each['value']) : '')).join('.');
}
