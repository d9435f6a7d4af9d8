import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One reference case: see README.md beside this file. */
export interface VectorCase<Input, Expected> {
  readonly name: string;
  readonly input: Input;
  readonly expected: Expected;
  readonly tolerance: { readonly abs: number; readonly rel: number };
}

/** The cases of a vector file, as rows for `it.each`: name first. */
export function readVectors<Input, Expected>(file: string): [string, VectorCase<Input, Expected>][] {
  const cases = JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as VectorCase<Input, Expected>[];
  return cases.map((vector) => [vector.name, vector]);
}

/**
 * Where `got` leaves what a case expects, as `path: got …, expected …`; empty if the case passes. Only keys present in
 * `expected` are compared, numbers within max(abs, rel * |expected|), everything else exactly.
 */
export function mismatches(
  got: unknown,
  expected: unknown,
  tolerance: VectorCase<unknown, unknown>['tolerance'],
  path = '',
): string[] {
  if (typeof expected === 'number' && typeof got === 'number') {
    const allowed = Math.max(tolerance.abs, tolerance.rel * Math.abs(expected));
    return Math.abs(got - expected) <= allowed ? [] : [`${path}: got ${got}, expected ${expected}`];
  }
  if (Array.isArray(expected) && (Array.isArray(got) || ArrayBuffer.isView(got))) {
    const items = Array.from(got as ArrayLike<unknown>);
    if (items.length !== expected.length) return [`${path}: got ${items.length} items, expected ${expected.length}`];
    return expected.flatMap((item, i) => mismatches(items[i], item, tolerance, `${path}.${i}`));
  }
  if (typeof expected === 'object' && expected !== null && typeof got === 'object' && got !== null) {
    const fields = got as Record<string, unknown>;
    return Object.entries(expected).flatMap(([key, value]) =>
      mismatches(fields[key], value, tolerance, path === '' ? key : `${path}.${key}`),
    );
  }
  return got === expected ? [] : [`${path}: got ${String(got)}, expected ${String(expected)}`];
}
