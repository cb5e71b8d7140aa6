import type { AttributeName } from './data/attribute-labels.ts';

export interface QuestionOption {
  /** To be given back as the answer. */
  value: string;
  labelEn: string;
  labelZh: string;
  /** How many vehicles remain with this answer; of a make its models, of a model whose year is open its model years. */
  count: number;
  /** The vehicles that remain, at most 20; none where a make, model or year is asked for. */
  vehicleIds: string[];
  /** Place of the question that then comes next, in the same list; absent where none does, or where only a call can tell. */
  next?: number;
}

/** A question whose every answer leaves fewer vehicles. "Don't know" is an answer too: `DONT_KNOW`. */
export interface Question {
  attribute: AttributeName;
  labelEn: string;
  labelZh: string;
  /** Two or more. */
  options: QuestionOption[];
}

/** The answer with which a question is left open. */
export const DONT_KNOW = 'unknown';
