import { CommandError, notSupported } from '../command-error';
import { fieldOf, isDocument, setField, type BsonDocument } from '../document';
import { compileExpression, type Expression, type ExpressionVariables } from './expression';
import { compileElement } from './matcher';

/** Makes the document a client sees out of the stored one. */
export type Projection = (document: BsonDocument) => BsonDocument;

/** The fields a projection names, as a tree: `{ 'a.b': 1 }` is a → b. */
interface FieldTree {
  [field: string]: FieldTree | true;
}

interface Parts {
  readonly included: string[];
  readonly excluded: string[];
  readonly computed: [path: string, expression: Expression][];
}

/** Compiles the projection of a find or of `$project`; undefined when it leaves documents as they are. */
export function compileProjection(
  specification: unknown,
  variables: ExpressionVariables = {},
): Projection | undefined {
  if (specification == null) return undefined;
  if (!isDocument(specification)) throw new CommandError(14, 'the projection must be an object');
  const { _id: idChoice, ...others } = specification;
  const parts: Parts = { included: [], excluded: [], computed: [] };
  readParts(others, '', parts, variables);
  if (idChoice !== undefined && !isSwitch(idChoice)) readParts({ _id: idChoice }, '', parts, variables);
  const { included, excluded, computed } = parts;
  if (included.length > 0 && excluded.length > 0) {
    throw new CommandError(31254, `Cannot do exclusion on field ${excluded[0]} in inclusion projection`);
  }
  const idKept = idChoice === undefined || !isSwitch(idChoice) || Boolean(idChoice);
  const includes =
    included.length > 0 || (computed.length > 0 && excluded.length === 0 && !onlySlices(specification));
  if (!includes && excluded.length === 0 && computed.length === 0) {
    if (idChoice === undefined) return undefined;
    if (idKept) return (document) => pick(document, { _id: true });
  }
  const tree = treeOf(
    includes ? [...(idKept ? ['_id'] : []), ...included] : [...(idKept ? [] : ['_id']), ...excluded],
  );
  return (document) => {
    const projected = includes ? pick(document, tree) : omit(document, tree);
    for (const [path, expression] of computed) {
      const value = expression(document);
      if (value !== undefined) place(projected, path.split('.'), value);
    }
    return projected;
  };
}

/** `$slice` alone, unlike other computed fields, leaves the rest of the document in. */
function onlySlices(specification: BsonDocument): boolean {
  return Object.values(specification).every(
    (value) => isSwitch(value) || (isDocument(value) && isSlice(value.$slice)),
  );
}

function isSlice(operand: unknown): boolean {
  return (
    typeof operand === 'number' ||
    (Array.isArray(operand) && operand.every((item) => typeof item === 'number'))
  );
}

function isSwitch(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function readParts(
  specification: BsonDocument,
  prefix: string,
  parts: Parts,
  variables: ExpressionVariables,
): void {
  for (const [field, value] of Object.entries(specification)) {
    const path = prefix + field;
    if (path.split('.').some((part) => part.startsWith('$')))
      throw notSupported(`the projection of '${path}'`);
    if (isSwitch(value)) (value ? parts.included : parts.excluded).push(path);
    else if (!isDocument(value)) parts.computed.push([path, compileExpression(value, variables)]);
    else if (!Object.keys(value)[0]?.startsWith('$')) readParts(value, `${path}.`, parts, variables);
    else parts.computed.push([path, compileComputed(path, value, variables)]);
  }
}

function compileComputed(path: string, value: BsonDocument, variables: ExpressionVariables): Expression {
  if ('$elemMatch' in value) {
    const test = compileElement(value.$elemMatch);
    return (document) => {
      const array = valueAt(document, path);
      const found: unknown = Array.isArray(array) ? array.find(test) : undefined;
      return found === undefined ? undefined : [found];
    };
  }
  if (isSlice(value.$slice)) {
    const [skip, count] = Array.isArray(value.$slice)
      ? (value.$slice as number[])
      : [undefined, value.$slice as number];
    return (document) => {
      const array = valueAt(document, path);
      return Array.isArray(array) ? slice(array, skip, count ?? 0) : array;
    };
  }
  if ('$meta' in value) throw notSupported('$meta');
  return compileExpression(value, variables);
}

function slice(array: readonly unknown[], skip: number | undefined, count: number): unknown[] {
  if (skip === undefined) return count < 0 ? array.slice(count) : array.slice(0, count);
  const start = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(start, start + count);
}

function valueAt(document: BsonDocument, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, part) => (isDocument(value) ? fieldOf(value, part) : undefined), document);
}

function treeOf(paths: readonly string[]): FieldTree {
  const root: FieldTree = {};
  for (const path of paths) {
    const parts = path.split('.');
    let node = root;
    for (const [at, part] of parts.entries()) {
      const last = at === parts.length - 1;
      const child = Object.prototype.hasOwnProperty.call(node, part) ? node[part] : undefined;
      if (child === true || (last && child !== undefined))
        throw new CommandError(31250, `Path collision at ${path}`);
      if (last) node[part] = true;
      else node = node[part] = child ?? {};
    }
  }
  return root;
}

function pick(document: BsonDocument, tree: FieldTree): BsonDocument {
  const kept: BsonDocument = {};
  for (const field of Object.keys(document)) {
    const branch = branchOf(tree, field);
    if (branch === true) setField(kept, field, document[field]);
    else if (branch) {
      const value = pickWithin(document[field], branch);
      if (value !== undefined) setField(kept, field, value);
    }
  }
  return kept;
}

/** Of an array, the embedded documents are kept in part and the scalars not at all. */
function pickWithin(value: unknown, tree: FieldTree): unknown {
  if (isDocument(value)) return pick(value, tree);
  return Array.isArray(value)
    ? value.map((item) => pickWithin(item, tree)).filter((item) => item !== undefined)
    : undefined;
}

function omit(document: BsonDocument, tree: FieldTree): BsonDocument {
  const kept: BsonDocument = {};
  for (const field of Object.keys(document)) {
    const branch = branchOf(tree, field);
    if (branch !== true)
      setField(kept, field, branch ? omitWithin(document[field], branch) : document[field]);
  }
  return kept;
}

function omitWithin(value: unknown, tree: FieldTree): unknown {
  if (isDocument(value)) return omit(value, tree);
  return Array.isArray(value) ? value.map((item) => omitWithin(item, tree)) : value;
}

function branchOf(tree: FieldTree, field: string): FieldTree | true | undefined {
  return Object.prototype.hasOwnProperty.call(tree, field) ? tree[field] : undefined;
}

function place(target: BsonDocument, path: readonly string[], value: unknown): void {
  let node = target;
  for (const part of path.slice(0, -1)) {
    const child = fieldOf(node, part);
    const copy = isDocument(child) ? { ...child } : {};
    setField(node, part, copy);
    node = copy;
  }
  setField(node, path[path.length - 1]!, value);
}
