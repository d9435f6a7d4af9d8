import type { XmlElement } from '../../files/source';

const STEP = /^([\w.-]+)(?:\[(\d{1,6})\])?$/;
const LONGEST_CHAIN = 20;

/** References within a file, by relative path (`../../security[2]`) or by id, as XStream writes them. */
export class XmlReferences {
  private readonly parents = new Map<XmlElement, XmlElement>();
  private readonly byId = new Map<string, XmlElement>();

  constructor(private readonly root: XmlElement) {
    this.visit((element) => {
      for (const inner of element.children) this.parents.set(inner, element);
      if (element.attributes.id) this.byId.set(element.attributes.id, element);
    });
  }

  /** Every element in the order of the file. */
  visit(see: (element: XmlElement) => void): void {
    const walk = (element: XmlElement) => {
      see(element);
      element.children.forEach(walk);
    };
    walk(this.root);
  }

  /** The element that one stands for; itself where it refers to none, or to nothing. */
  resolve(element: XmlElement): XmlElement {
    let current = element;
    for (let step = 0; step < LONGEST_CHAIN; step++) {
      const { reference } = current.attributes;
      if (reference === undefined) return current;
      const next = this.byId.get(reference) ?? this.byPath(current, reference);
      if (!next) return current;
      current = next;
    }
    return current;
  }

  /** The innermost element of one of the names that an element is within. */
  around(element: XmlElement, names: ReadonlySet<string>): XmlElement | undefined {
    let current = this.parents.get(element);
    while (current && !names.has(current.name)) current = this.parents.get(current);
    return current;
  }

  private byPath(from: XmlElement, path: string): XmlElement | undefined {
    let current: XmlElement | undefined = from;
    for (const step of path.split('/')) {
      if (!current) return undefined;
      if (step === '..') current = this.parents.get(current);
      else {
        const [, name, place = '1'] = STEP.exec(step) ?? [];
        current = current.children.filter((inner) => inner.name === name)[Number(place) - 1];
      }
    }
    return current;
  }
}
