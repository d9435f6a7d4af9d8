import { CommandError, notSupported } from '../command-error';
import { isDocument, type BsonDocument } from '../document';

/** Options any command may carry. They change nothing here: one process, one copy, every write is seen at once. */
const GENERAL = new Set([
  '$db',
  'lsid',
  '$readPreference',
  '$clusterTime',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$audit',
  '$client',
  'serialization_options',
]);

/** Refuses transactions, collations and options that the command does not know. */
export function checkOptions(body: BsonDocument, options: readonly string[]): void {
  const name = Object.keys(body)[0] ?? '';
  if ('txnNumber' in body || 'startTransaction' in body || 'autocommit' in body) {
    throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  for (const option of Object.keys(body)) {
    if (option === name || GENERAL.has(option) || options.includes(option)) continue;
    if (option === 'collation') checkCollation(body.collation);
    else throw new CommandError(40415, `BSON field '${name}.${option}' is an unknown field.`);
  }
}

/** Only the plain comparison of bytes is kept; any other collation would answer differently. */
export function checkCollation(collation: unknown): void {
  if (
    collation == null ||
    (isDocument(collation) && (collation.locale === 'simple' || Object.keys(collation).length === 0))
  )
    return;
  throw notSupported(`the collation ${JSON.stringify(collation)}`);
}
