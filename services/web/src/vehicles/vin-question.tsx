import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';

type Question = Answers['decodedVin']['questions'][number];
const MAX_BUTTONS = 12;

/** The one question that leaves fewest vehicles: buttons where the answers are few, a list where they are many. */
export function VinQuestion({
  question,
  onAnswer,
}: {
  question: Question;
  onAnswer: (option: Question['options'][number]) => void;
}) {
  const { t, i18n } = useTranslation();
  const zh = i18n.language.startsWith('zh');
  const label = zh ? question.labelZh : question.labelEn;
  const optionText = (option: Question['options'][number]) =>
    (zh ? option.labelZh : option.labelEn) || option.value;
  return (
    <fieldset className="question">
      <legend>{t('vin.which', { what: label })}</legend>
      {question.options.length <= MAX_BUTTONS ? (
        <div className="chips">
          {question.options.map((option) => (
            <button key={option.value} type="button" className="button" onClick={() => onAnswer(option)}>
              {optionText(option)} <span className="count">{option.count}</span>
            </button>
          ))}
        </div>
      ) : (
        <select
          className="input"
          defaultValue=""
          aria-label={label}
          onChange={(event) => {
            const option = question.options.find(({ value }) => value === event.target.value);
            if (option !== undefined) onAnswer(option);
          }}
        >
          <option value="" disabled>
            {t('vin.pick')}
          </option>
          {question.options.map((option) => (
            <option key={option.value} value={option.value}>
              {optionText(option)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
