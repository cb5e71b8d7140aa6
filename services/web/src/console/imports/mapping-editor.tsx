import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { LongText } from '../long-text.tsx';
import { ConstantFields } from './constant-fields.tsx';
import { fieldText } from './job-mapping.tsx';
import { type MappingDraft, meaningIn, readAnew, withColumn } from './mapping-draft.ts';
import { ReadingFields } from './reading-fields.tsx';

type Preview = Answers['importPreview'];

/** What each column is read as, to be mended; every change is looked at again by the platform. */
export function MappingEditor({
  preview,
  draft,
  isOfDraft,
  isKnown,
  onEdit,
}: {
  preview: Preview;
  draft: MappingDraft;
  /** Whether the preview is what the platform makes of this draft; it isn't yet when something was just changed. */
  isOfDraft: boolean;
  /** Whether the draft says how the table is read; not while a profile, or another kind, is only asked for. */
  isKnown: boolean;
  onEdit: (draft: MappingDraft) => void;
}) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="mapping">
      <h3 id="mapping">{t('imports.mapping')}</h3>
      <fieldset className="mapping-group" disabled={!isKnown}>
        <ReadingFields
          preview={preview}
          draft={draft}
          onRead={(change) => onEdit(readAnew(draft, change))}
          onEdit={onEdit}
        />
      </fieldset>
      {preview.headingCount > preview.headings.length && (
        <p className="note">{t('imports.manyHeadings', { shown: preview.headings.length })}</p>
      )}
      {/* Where the table is read anew its columns may be others. */}
      <fieldset className="mapping-group" disabled={!isOfDraft && draft.columns.size === 0}>
        <ul className="mapping-columns">
          {preview.headings.map((heading) => (
            <Column
              key={heading.position}
              heading={heading}
              preview={preview}
              draft={draft}
              isOfDraft={isOfDraft}
              onEdit={onEdit}
            />
          ))}
        </ul>
        <ConstantFields preview={preview} draft={draft} onEdit={onEdit} />
      </fieldset>
    </section>
  );
}

function Column({
  heading,
  preview,
  draft,
  isOfDraft,
  onEdit,
}: {
  heading: Preview['headings'][number];
  preview: Preview;
  draft: MappingDraft;
  isOfDraft: boolean;
  onEdit: (draft: MappingDraft) => void;
}) {
  const { t, i18n } = useTranslation();
  const { heading: name, evidence, confidence, samples } = heading;
  const means = meaningIn(draft, name);
  const field = isOfDraft || means === undefined ? heading.field : (means?.field ?? null);
  const reason = field === heading.field ? heading.reason : field === null ? null : 'mapping';
  const units = preview.fieldDetails.find((each) => each.field === field)?.units ?? [];
  const nameless = name.trim() === '';
  const told = nameless ? t('imports.nameless', { n: heading.position + 1 }) : name;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <li className={field === null ? 'mapping-column mapping-unused' : 'mapping-column'}>
      <div>
        <strong>
          <LongText text={told} max={60} />
        </strong>
        <span className="muted mapping-samples">
          <LongText text={samples.filter((each) => each !== '').join(' · ')} max={70} />
        </span>
      </div>
      <div className="mapping-means">
        <select
          className="input"
          aria-label={t('imports.readAsOf', { heading: told.slice(0, 80) })}
          value={field ?? ''}
          disabled={nameless}
          onChange={({ target }) =>
            onEdit(
              withColumn(
                draft,
                name,
                target.value === '' ? null : { field: target.value, unit: '', prefix: '' },
              ),
            )
          }
        >
          <option value="">{t('imports.notTaken')}</option>
          {preview.fieldDetails.map((each) => (
            <option key={each.field} value={each.field}>
              {fieldText(t, each.field)}
              {each.required ? ' *' : ''}
            </option>
          ))}
        </select>
        {field !== null && units.length > 0 && (
          <select
            className="input"
            aria-label={t('imports.unitOf', { heading: told.slice(0, 80) })}
            value={means?.unit.toLowerCase() ?? ''}
            onChange={({ target }) =>
              onEdit(withColumn(draft, name, { field, unit: target.value, prefix: means?.prefix ?? '' }))
            }
          >
            <option value="">{t('imports.ownUnit')}</option>
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {unit}
              </option>
            ))}
          </select>
        )}
        {reason !== null && (
          <span className="muted mapping-reason">
            {t(`imports.reason.${reason}`)}
            {reason !== 'mapping' && reason !== 'name' && evidence !== null && (
              <>
                {' “'}
                <bdi>{evidence}</bdi>
                {'” '}
              </>
            )}{' '}
            {reason !== 'mapping' && percent.format(confidence)}
          </span>
        )}
      </div>
    </li>
  );
}
