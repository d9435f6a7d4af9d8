import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiDocument, ResponseContract } from './response-contract';

const DOCUMENT = join(__dirname, '../../../client/openapi.json');
let contract: ResponseContract | undefined;

/**
 * What the document in git promises. To have each application write its own takes longer than its start; that both are
 * the same is for `test/contract/openapi.spec.ts`.
 */
export function documentedContract(): ResponseContract {
  return (contract ??= new ResponseContract(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as ApiDocument));
}
