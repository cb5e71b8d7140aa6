import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { fieldOf } from '../../shown/field-of.ts';
import { LongText } from '../long-text.tsx';
import { fieldText } from './job-mapping.tsx';
import { type MappingDraft, withConstant } from './mapping-draft.ts';

/** What every row has that doesn't say it itself, such as the one brand of a supplier's own list. */
export function ConstantFields({
  preview,
  draft,
  onEdit,
}: {
  preview: Answers['importPreview'];
  draft: MappingDraft;
  onEdit: (draft: MappingDraft) => void;
}) {
  const { t } = useTranslation();
  const [field, setField] = useState('');
  const led = new Set(preview.headings.map((each) => each.field));
  // First what is needed and no column leads to.
  const open = preview.fieldDetails.filter(
    (each) => !led.has(each.field) && !draft.constants.has(each.field),
  );
  const choices = [...open].sort((a, b) => Number(b.required) - Number(a.required));
  const chosen = choices.some((each) => each.field === field) ? field : (choices[0]?.field ?? '');
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = fieldOf(new FormData(event.currentTarget), 'constant').trim();
    if (value === '' || chosen === '') return;
    event.currentTarget.reset();
    onEdit(withConstant(draft, chosen, value));
  };
  return (
    <div className="mapping-constants">
      <h4>{t('imports.constants')}</h4>
      <ul className="chips">
        {[...draft.constants].map(([name, value]) => (
          <li key={name} className="chip">
            <span className="chip-kind">{fieldText(t, name)}</span> <LongText text={value} max={40} />
            <button
              type="button"
              className="button button-quiet"
              aria-label={t('imports.constantOff', { field: name })}
              onClick={() => onEdit(withConstant(draft, name, ''))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {choices.length > 0 && (
        <form className="console-filters" onSubmit={add}>
          <label>
            <span>{t('imports.constantField')}</span>
            <select className="input" value={chosen} onChange={({ target }) => setField(target.value)}>
              {choices.map((each) => (
                <option key={each.field} value={each.field}>
                  {fieldText(t, each.field)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{t('imports.constantValue')}</span>
            <input className="input" name="constant" maxLength={200} autoComplete="off" />
          </label>
          <button type="submit" className="button">
            {t('imports.constantAdd')}
          </button>
        </form>
      )}
    </div>
  );
}
