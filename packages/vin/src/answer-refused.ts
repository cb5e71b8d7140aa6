export interface AnswerOption {
  value: string;
  labelEn: string;
  labelZh: string;
}

/** An answer to a question that nobody asks, or that none of the vehicles in question has. */
export class AnswerRefused extends Error {
  readonly code: 'attribute-unknown' | 'value-unknown';
  readonly attribute: string;
  /** What could be answered: attributes, or values of the attribute. */
  readonly options: readonly AnswerOption[];

  constructor(
    code: 'attribute-unknown' | 'value-unknown',
    attribute: string,
    options: readonly AnswerOption[],
  ) {
    const shown = options.slice(0, 30).map(({ value }) => value);
    const listed = `${shown.join(', ')}${options.length > shown.length ? ', …' : ''}`;
    super(
      code === 'attribute-unknown'
        ? `Nothing is asked about this attribute; there are ${listed}.`
        : options.length === 0
          ? 'Of none of these vehicles is this attribute known.'
          : `None of these vehicles has this value; there are ${listed}.`,
    );
    this.name = 'AnswerRefused';
    this.code = code;
    this.attribute = attribute;
    this.options = options;
  }
}
