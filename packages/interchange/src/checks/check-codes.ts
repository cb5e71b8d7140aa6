export type CheckSeverity = 'error' | 'warning' | 'note';

/** What a check looks for; docs/checks.md has the long form. */
export interface CheckRule {
  severity: CheckSeverity;
  title: string;
  explanation: string;
  fix: string;
  /** What `count` of a finding counts. */
  counts: 'pairs' | 'records' | 'gaps' | 'parts' | 'files';
}

/** Stable: programs and people keep lists of these codes. */
export const CHECK_RULES = {
  duplicate: {
    severity: 'error',
    title: 'The same app twice',
    explanation: 'The records say the same in everything but their ids. Each repetition is counted.',
    fix: 'Keep one of the records and remove the others.',
    counts: 'records',
  },
  overlap: {
    severity: 'error',
    title: 'Two parts for the same thing',
    explanation:
      'The records name different parts of one brand for the same vehicle, part type, position, attributes, qualifiers and notes: nothing tells a buyer which of them is right.',
    fix: 'Say what tells the parts apart (an attribute, a qualifier or a note), or remove the part that does not fit.',
    counts: 'pairs',
  },
  'comment-overlap': {
    severity: 'error',
    title: 'One part with a condition, another without any',
    explanation:
      'Of two different parts for the same vehicle, part type and position, one has a condition (attribute, qualifier or note) and the other fits whatever the condition: where it holds, both fit.',
    fix: 'Give the part without a condition the opposite one (with A/C — without A/C), or drop the condition.',
    counts: 'pairs',
  },
  'attribute-overlap': {
    severity: 'warning',
    title: 'One part for a sub-model, another for all',
    explanation:
      'Of two different parts with the same qualifiers and notes, one has all the vehicle attributes of the other and some more: where those hold, both fit.',
    fix: 'Give the less specific record the attribute too, with the values that remain.',
    counts: 'pairs',
  },
  'condition-overlap': {
    severity: 'warning',
    title: 'One part with a note, another for the same attributes without',
    explanation:
      'Of two different parts with vehicle attributes, one has all those of the other and a qualifier or note besides: where it holds, both fit.',
    fix: 'Give the part without the qualifier or note the opposite one, or drop it.',
    counts: 'pairs',
  },
  'quantity-differs': {
    severity: 'error',
    title: 'Two quantities for the same app',
    explanation: 'The records say the same in everything but how many of the part a vehicle needs.',
    fix: 'Keep the record with the right quantity.',
    counts: 'pairs',
  },
  'year-repeat': {
    severity: 'warning',
    title: 'Years given twice for the same part',
    explanation:
      'The records say the same but for their years, and these overlap: the common years are there twice.',
    fix: 'Join the records into one run of years, or let the second start where the first ends.',
    counts: 'pairs',
  },
  'year-gap': {
    severity: 'warning',
    title: 'A year is missing in a run of years',
    explanation:
      'The part fits the model before and after, and no part of the brand is given for the years between.',
    fix: 'Add the missing years if the part fits them.',
    counts: 'gaps',
  },
  'record-id-repeated': {
    severity: 'error',
    title: 'A record id is used twice',
    explanation: 'Two records have the same id, so that an update of the one would hit the other.',
    fix: 'Number the records anew.',
    counts: 'records',
  },
  'record-id-missing': {
    severity: 'error',
    title: 'A record without an id',
    explanation: 'The record has no id, so that no update, answer or report can name it.',
    fix: 'Number the records.',
    counts: 'records',
  },
  'part-spelling': {
    severity: 'warning',
    title: 'One part number in several spellings',
    explanation:
      'Part numbers of a brand differ in blanks, dashes, dots, case or width only; they are most likely one part, listed several times.',
    fix: 'Write the number as the brand does, everywhere.',
    counts: 'parts',
  },
  'position-missing': {
    severity: 'note',
    title: 'No position where others have one',
    explanation: 'Other records of the part type name a position and these do not.',
    fix: 'Name the position, or the one that stands for "not applicable".',
    counts: 'records',
  },
  'position-contradicts': {
    severity: 'warning',
    title: 'Positions that exclude each other',
    explanation: 'The record names opposite positions (left and right, front and rear) for one part.',
    fix: 'Write a record for each position.',
    counts: 'records',
  },
  'vehicle-missing': {
    severity: 'error',
    title: 'No vehicle',
    explanation: 'The record names neither a base vehicle, nor make, model and years, nor equipment.',
    fix: 'Name the vehicle.',
    counts: 'records',
  },
  'vehicle-unknown': {
    severity: 'error',
    title: 'Unknown vehicle',
    explanation: 'The vehicle table given has no such vehicle.',
    fix: 'Check the id against the release of the table that the header names.',
    counts: 'records',
  },
  'vehicle-invalid': {
    severity: 'error',
    title: 'No vehicle has these attributes together',
    explanation:
      'The vehicle table has the vehicle, and no configuration of it with all the attributes given.',
    fix: 'Correct or remove the attribute that the vehicle was not made with.',
    counts: 'records',
  },
  'vehicle-contradicts': {
    severity: 'error',
    title: 'Contradicting vehicle data',
    explanation:
      'The record says its vehicle in two ways, or its years run backwards: it can not be told which vehicle is meant.',
    fix: 'Name the vehicle once: by base vehicle, or by make, model and years.',
    counts: 'records',
  },
  'attribute-contradicts': {
    severity: 'error',
    title: 'An attribute with two values',
    explanation: 'The record gives one attribute of the vehicle several values; no vehicle has both.',
    fix: 'Write a record for each value.',
    counts: 'records',
  },
  'qualifier-malformed': {
    severity: 'error',
    title: 'A qualifier that says nothing, or half of it',
    explanation:
      'A qualifier has neither id nor text, an empty parameter, parameters without an id, or is given twice.',
    fix: 'Fill in the parameter or remove the qualifier.',
    counts: 'records',
  },
  'qualifier-placeholder': {
    severity: 'error',
    title: 'A placeholder was not filled in',
    explanation: "The text of a qualifier or a note still has a template's placeholder.",
    fix: 'Fill in the value.',
    counts: 'records',
  },
  'qualifier-unknown': {
    severity: 'error',
    title: 'Unknown qualifier',
    explanation: 'The qualifier table given has no such id.',
    fix: 'Check the id against the release of the table that the header names.',
    counts: 'records',
  },
  'qualifier-parameters': {
    severity: 'error',
    title: 'Wrong parameters for the qualifier',
    explanation: "The qualifier's text in the table has another number or another kind of parameters.",
    fix: 'Give the parameters that the text asks for, in its order.',
    counts: 'records',
  },
  'part-missing': {
    severity: 'error',
    title: 'No part number',
    explanation: 'The record has no part number.',
    fix: 'Name the part.',
    counts: 'records',
  },
  'part-type-missing': {
    severity: 'error',
    title: 'No part type',
    explanation: 'The record does not say what kind of part it is.',
    fix: 'Name the part type.',
    counts: 'records',
  },
  'quantity-missing': {
    severity: 'error',
    title: 'No quantity',
    explanation: 'The record does not say how many of the part a vehicle needs.',
    fix: 'Give the quantity.',
    counts: 'records',
  },
  'quantity-invalid': {
    severity: 'error',
    title: 'A quantity that is none',
    explanation: 'The quantity is not a number above zero.',
    fix: 'Give the quantity as a number above zero.',
    counts: 'records',
  },
  'field-empty': {
    severity: 'warning',
    title: 'An empty element',
    explanation: 'An element is there and says nothing.',
    fix: 'Fill it in or leave it out.',
    counts: 'records',
  },
  'field-too-long': {
    severity: 'error',
    title: 'A value that is too long for the version',
    explanation:
      'The value has more characters than the version of the format allows; receivers refuse or cut it.',
    fix: 'Shorten it, or send a version that allows it.',
    counts: 'records',
  },
  'record-unreadable': {
    severity: 'error',
    title: 'A record that could not be read',
    explanation:
      'Something in the record is not as the format has it; what is wrong is said with each example.',
    fix: 'Correct the record.',
    counts: 'records',
  },
  'footer-count': {
    severity: 'error',
    title: 'The footer does not count the records of the file',
    explanation:
      'There is no footer, or its number of records is not that of the file: it was cut, joined or edited by hand.',
    fix: 'Export the file anew.',
    counts: 'files',
  },
  'file-broken': {
    severity: 'error',
    title: 'The file breaks off or can not be read any further',
    explanation: 'What comes before was checked; what comes after was not seen.',
    fix: 'Export or transfer the file anew.',
    counts: 'files',
  },
  'header-missing': {
    severity: 'error',
    title: 'No header',
    explanation: 'The file does not say who sends it, for which brand and against which tables.',
    fix: 'Export the file with its header.',
    counts: 'files',
  },
  'version-unknown': {
    severity: 'warning',
    title: 'A version that is not known',
    explanation: 'The file says a version of the format that is not known here; it was read as another one.',
    fix: 'Say the version that the file is of.',
    counts: 'files',
  },
  'test-file': {
    severity: 'warning',
    title: 'A file for tests',
    explanation:
      'The file says of itself that it is for trying things out. It is checked as any other; an import refuses it.',
    fix: 'Send it as FULL or UPDATE, and without TestFile, when it is meant.',
    counts: 'files',
  },
  'encoding-contradicts': {
    severity: 'warning',
    title: 'The file is not in the encoding that it says',
    explanation:
      'The bytes are not those of the encoding that the first line names; receivers who believe it read other letters.',
    fix: 'Save the file in the encoding that it names, or name the one that it has.',
    counts: 'files',
  },
  'feed-empty': {
    severity: 'warning',
    title: 'Nothing is in the feed',
    explanation: 'The file has no records. As a full submission it takes away all that was there.',
    fix: 'Look at what was exported.',
    counts: 'files',
  },
  'element-unknown': {
    severity: 'note',
    title: 'Elements that the format does not have',
    explanation: 'No version of the format has the element or attribute; receivers refuse or ignore it.',
    fix: 'Correct its name, or say the same with what the format has.',
    counts: 'files',
  },
  'gtin-check-digit': {
    severity: 'error',
    title: 'A GTIN whose check digit is wrong',
    explanation:
      'The last digit of a GTIN follows from the others (GS1 General Specifications); this one does not.',
    fix: 'Correct the GTIN: a digit was mistyped, cut off or swapped.',
    counts: 'records',
  },
  'unit-malformed': {
    severity: 'error',
    title: 'A value without its unit, or the like',
    explanation:
      'A measure, weight, price or quantity has no unit, a number in its place, or a value that is no number.',
    fix: 'Give the value as a number and its unit by its code.',
    counts: 'records',
  },
  'supersession-loop': {
    severity: 'error',
    title: 'Parts that replace each other in a circle',
    explanation: 'Following what replaces the part leads back to it: nobody can tell what to buy today.',
    fix: 'Remove the replacement that points backwards.',
    counts: 'parts',
  },
} as const satisfies Record<string, CheckRule>;

export type CheckCode = keyof typeof CHECK_RULES;

export const CHECK_CODES = Object.keys(CHECK_RULES) as CheckCode[];
