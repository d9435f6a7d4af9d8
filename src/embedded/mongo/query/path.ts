import { fieldOf, isDocument } from '../document';

/** A dotted field path split once, so that testing many documents does not split it again. */
export type Path = readonly string[];

const INDEX = /^(0|[1-9]\d*)$/;

/** Splits `a.b.0.c`. */
export function parsePath(path: string): Path {
  return path.split('.');
}

/** Whether a path part can be a position in an array. */
export function isArrayIndex(part: string): boolean {
  return INDEX.test(part);
}

/**
 * Whether any value a path reaches satisfies a test. Arrays on the way are walked element by element, so one path
 * can reach many values; a document that lacks the field is tested with `undefined`.
 */
export function reachesAny(value: unknown, path: Path, test: (reached: unknown) => boolean, at = 0): boolean {
  if (at === path.length) return test(value);
  const part = path[at]!;
  if (Array.isArray(value)) {
    if (
      isArrayIndex(part) &&
      Number(part) < value.length &&
      reachesAny(value[Number(part)], path, test, at + 1)
    )
      return true;
    return value.some((element) => isDocument(element) && reachesAny(element, path, test, at));
  }
  return isDocument(value) ? reachesAny(fieldOf(value, part), path, test, at + 1) : test(undefined);
}

/** As {@link reachesAny}, and an array at the end of the path is also tested element by element. */
export function reachesAnyElement(value: unknown, path: Path, test: (reached: unknown) => boolean): boolean {
  return reachesAny(
    value,
    path,
    (reached) => test(reached) || (Array.isArray(reached) && reached.some(test)),
  );
}

/** Every value a path reaches, with a final array spread out: what indexes store, `distinct` lists and sorts compare. */
export function valuesAt(value: unknown, path: Path, emptyArray?: unknown): unknown[] {
  const found: unknown[] = [];
  reachesAny(value, path, (reached) => {
    if (!Array.isArray(reached)) found.push(reached);
    else if (reached.length === 0 && emptyArray !== undefined) found.push(emptyArray);
    else found.push(...(reached as unknown[]));
    return false;
  });
  return found;
}
