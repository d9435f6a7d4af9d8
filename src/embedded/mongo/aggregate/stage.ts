import type { BsonDocument } from '../document';
import type { ExpressionVariables } from '../query/expression';

/** What the stages of a pipeline can reach. */
export interface PipelineContext {
  readonly variables?: ExpressionVariables;
}

/** One stage of an aggregation; the documents it is given are shared and must not be changed. */
export type Stage = (documents: BsonDocument[], operand: unknown, context: PipelineContext) => BsonDocument[];
