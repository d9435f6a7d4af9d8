import { mapInTurns } from '../../common/in-turns';
import { inParts } from '../../common/in-parts';
import type { AssetsAnswer } from '../ledger/open-assets';
import type { Asset } from '../portfolio';

/** Assets on their way out of a thread, as JSON in parts: tens of thousands of objects would come as one long pause. */
export type PackedAssets = Exclude<AssetsAnswer, { problem: null }> | { parts: string[]; problem: null };

const ASSETS_A_PART = 500;

export function packAssets(answer: AssetsAnswer): PackedAssets {
  if (answer.problem) return answer;
  const parts = [...inParts(answer.assets, ASSETS_A_PART)].map((part) => JSON.stringify(part));
  return { parts, problem: null };
}

export async function unpackAssets(packed: PackedAssets): Promise<AssetsAnswer> {
  if (packed.problem) return packed;
  const parts = await mapInTurns(packed.parts, (part) => JSON.parse(part) as Asset[], 1);
  return { assets: parts.flat(), problem: null };
}
