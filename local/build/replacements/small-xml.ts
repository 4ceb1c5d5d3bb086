/**
 * For `@azure/core-xml`, whose parser takes longer to load than the client of the tables. The app sends and asks for JSON;
 * only something in front of the service answers with XML, when it refuses a request.
 */
type Content = string | { [name: string]: Content | Content[] };

interface Open {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: [name: string, content: Content][];
  text: string;
}

const token =
  /<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(?<raw>.*?)\]\]>|<\/(?<end>[\w:.-]+)\s*>|<(?<start>[\w:.-]+)(?<attributes>(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/?)>|(?<text>[^<]+)/suy;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** What is in the root element: text, or elements by name, with attributes as `$` and text beside them as `_`. */
export async function parseXML(xml: string): Promise<Content> {
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (let at = 0; at < xml.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(xml)?.groups;
    const inner = open.at(-1);
    if (found === undefined || inner === undefined) throw malformed(at);
    const { raw, end, start, attributes = '', empty, text } = found;
    inner.text += raw ?? plain(text ?? '');
    if (start !== undefined) open.push({ name: start, attributes: read(attributes), children: [], text: '' });
    if (start === undefined && end === undefined) continue;
    if (empty !== '/' && end === undefined) continue;
    const closed = open.pop();
    if (closed === undefined || (end ?? closed.name) !== closed.name) throw malformed(at);
    const outer = open.at(-1);
    if (outer === undefined) throw malformed(at);
    outer.children.push([closed.name, contentOf(closed)]);
  }
  const [only, ...more] = root.children;
  if (only === undefined || more.length > 0 || open.length > 1 || root.text.trim() !== '')
    throw malformed(xml.length);
  return only[1];
}

export function stringifyXML(): never {
  throw new Error('this build of the Azure SDK sends no XML: see local/build/replaced-parts.ts');
}

const malformed = (at: number): Error => new Error(`the answer is no XML at character ${at}`);

function contentOf({ attributes, children, text }: Open): Content {
  const hasAttributes = Object.keys(attributes).length > 0;
  if (!hasAttributes && children.length === 0) return text;
  const content: Record<string, Content | Content[]> = Object.create(null);
  if (text !== '') content['_'] = text;
  for (const [name, each] of children) {
    const before = content[name];
    if (before === undefined) content[name] = each;
    else if (Array.isArray(before)) before.push(each);
    else content[name] = [before, each];
  }
  if (hasAttributes) content['$'] = { ...attributes };
  return { ...content };
}

const read = (attributes: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...attributes.matchAll(attribute)].map(([, name, one, other]) => [name, plain(one ?? other ?? '')]),
  );

/** Numbers stay as they are, as in the original. */
const plain = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/&(\w{1,10});/gu, (whole, name: string) => named[name] ?? whole);
