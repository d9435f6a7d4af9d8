import { CommandError, notSupported } from '../command-error';
import { isDocument, type BsonDocument } from '../document';
import { exactnessGuard } from '../query/expression';
import { prepareStages } from '../query/mingo';
import type { PipelineContext } from './stage';
import { STAGES } from './stages';

/** Stages that update pipelines and computed projections are made of: mingo evaluates these. */
const DELEGATED = new Set(['$addFields', '$set', '$unset', '$replaceRoot', '$replaceWith']);

/** Runs documents through the stages of an aggregation; stages that are not known are errors. */
export function runStages(
  documents: readonly BsonDocument[],
  stages: readonly BsonDocument[],
  context: PipelineContext,
): BsonDocument[] {
  return stages.reduce<BsonDocument[]>((current, stage) => runStage(current, stage, context), [...documents]);
}

/** Checks the form of a pipeline before anything is read. */
export function parsePipeline(pipeline: unknown): BsonDocument[] {
  if (!Array.isArray(pipeline)) throw new CommandError(14, "'pipeline' option must be specified as an array");
  for (const stage of pipeline) {
    if (!isDocument(stage) || Object.keys(stage).length !== 1) {
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    const name = Object.keys(stage)[0]!;
    if (name === '$out' || name === '$merge') throw notSupported(name);
    if (!DELEGATED.has(name) && !(name in STAGES)) {
      throw new CommandError(40324, `Unrecognized or unsupported pipeline stage name: '${name}'`);
    }
  }
  return pipeline as BsonDocument[];
}

function runStage(documents: BsonDocument[], stage: BsonDocument, context: PipelineContext): BsonDocument[] {
  const name = Object.keys(stage)[0]!;
  const own = STAGES[name];
  if (own) return own(documents, stage[name], context);
  if (!DELEGATED.has(name))
    throw new CommandError(40324, `Unrecognized or unsupported pipeline stage name: '${name}'`);
  documents.forEach(exactnessGuard(stage));
  return prepareStages([stage], { ...context.variables }).run<BsonDocument>(documents);
}
