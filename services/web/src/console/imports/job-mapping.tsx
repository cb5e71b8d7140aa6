import { useTranslation } from 'react-i18next';
import { LongText } from '../long-text.tsx';
import { draftOf } from './mapping-draft.ts';

/** What the headings of a file were read as. */
export function JobMapping({ mapping }: { mapping: unknown }) {
  const { t } = useTranslation();
  const { columns, constants } = draftOf(mapping);
  return (
    <details className="job-mapping">
      <summary>{t('imports.mapping')}</summary>
      <table className="table table-small">
        <thead>
          <tr>
            <th scope="col">{t('imports.heading')}</th>
            <th scope="col">{t('imports.readAs')}</th>
          </tr>
        </thead>
        <tbody>
          {[...columns].map(([heading, means]) => (
            <tr key={heading}>
              <td>
                <LongText text={heading} />
              </td>
              <td>
                {means === null ? (
                  <span className="muted">{t('imports.notTaken')}</span>
                ) : (
                  <bdi>
                    {[means.prefix + fieldText(t, means.field), means.unit].filter(Boolean).join(' · ')}
                  </bdi>
                )}
              </td>
            </tr>
          ))}
          {[...constants].map(([field, value]) => (
            <tr key={`=${field}`}>
              <td className="muted">{t('imports.constant')}</td>
              <td>
                {fieldText(t, field)} = <LongText text={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A field in plain words, with the name that it has in files. */
export function fieldText(t: ReturnType<typeof useTranslation>['t'], field: string): string {
  const name = t(`imports.field.${field}` as 'imports.field.brand', { defaultValue: '' });
  return name === '' ? field : `${name} (${field})`;
}
