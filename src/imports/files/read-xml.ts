import { XMLParser } from 'fast-xml-parser';
import { UnreadableFileError, XmlElement } from './source';

const MOST_DEPTH = 100;
const MOST_TAGS = 2_000_000;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
});

type Ordered = Record<string, unknown> & { ':@'?: Record<string, string> };

/**
 * Reads XML. A document type with entities is refused, entities of the document are not expanded; depth and number of
 * elements are bounded.
 * @throws UnreadableFileError
 */
export function readXml(text: string): XmlElement {
  refuseHarmful(text);
  try {
    const nodes = PARSER.parse(text) as Ordered[];
    const root = nodes.flatMap(elementOf).find(({ name }) => !name.startsWith('?'));
    if (root) return root;
  } catch {
    // told below
  }
  throw new UnreadableFileError('The file is not well-formed XML.');
}

function refuseHarmful(text: string): void {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new UnreadableFileError('XML with a document type is not read.');
  }
  let depth = 0;
  let tags = 0;
  for (const [tag] of text.matchAll(/<[^!?][^>]*>/g)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>')) depth++;
    if (depth > MOST_DEPTH || ++tags > MOST_TAGS) {
      throw new UnreadableFileError('The XML is nested too deeply or has too many elements.');
    }
  }
}

function elementOf(node: Ordered): XmlElement[] {
  const name = Object.keys(node).find((key) => key !== ':@');
  if (name === undefined || name === '#text') return [];
  const content = node[name] as Ordered[];
  const texts = content.flatMap((child) => ('#text' in child ? [String(child['#text'])] : []));
  const attributes = Object.entries(node[':@'] ?? {}).map(([key, value]) => [key, plain(String(value))]);
  return [
    {
      name,
      attributes: Object.fromEntries(attributes) as Record<string, string>,
      text: plain(texts.join('')),
      children: content.flatMap(elementOf),
    },
  ];
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The five entities of XML itself and characters by number, each replaced once. */
function plain(text: string): string {
  return text.replace(
    /&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (all, name, decimal, hex) => {
      if (name) return NAMED[(name as string).toLowerCase()]!;
      const point = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
    },
  );
}

/** The first child of a name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** The text of the first child of a name; undefined where there is none, or nothing in it. */
export function textAt(element: XmlElement | undefined, ...path: string[]): string | undefined {
  const text = path.reduce<XmlElement | undefined>(child, element)?.text;
  return text === '' ? undefined : text;
}

/** Every element of one of the names, in the order of the file, and nothing inside of it. */
export function descendants(element: XmlElement, names: ReadonlySet<string>): XmlElement[] {
  return element.children.flatMap((inner) => (names.has(inner.name) ? [inner] : descendants(inner, names)));
}
