import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { LongText } from '../long-text.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { FORMAT_NAMES } from './import-kinds.ts';
import { fieldText } from './job-mapping.tsx';
import { Failure } from './job-page.tsx';
import { ErrorTable } from './row-errors.tsx';

type Preview = Answers['importPreview'];

/** As what the file was recognised, and what is missing in it. */
export function PreviewFacts({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const { format, encoding, packing, sheet, headerRow, headingCount, failure, missingFields, profile } =
    preview;
  return (
    <>
      <p className="chips preview-facts">
        <Fact name={t('imports.format')} value={FORMAT_NAMES[format] ?? format} />
        {packing !== null && <Fact name={t('imports.packing')} value={packing} />}
        {encoding !== null && <Fact name={t('imports.encoding')} value={encoding} />}
        {sheet !== null && <Fact name={t('imports.sheet')} value={sheet} />}
        {headerRow !== null && <Fact name={t('imports.headerRow')} value={String(headerRow)} />}
        {headingCount > 0 && <Fact name={t('imports.headings')} value={String(headingCount)} />}
        {profile !== null && <Fact name={t('imports.profile')} value={profile} />}
      </p>
      {failure !== null && <Failure failure={failure} />}
      {missingFields.length > 0 && (
        <p className="problem" role="alert">
          {t('imports.missing', { fields: missingFields.map((field) => fieldText(t, field)).join(', ') })}
        </p>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <span className="chip">
      <span className="chip-kind">{name}</span> <LongText text={value} max={40} />
    </span>
  );
}

/** The first rows, as they would be taken, and what is wrong in them. */
export function PreviewRows({ preview: { rows, errors } }: { preview: Preview }) {
  const { t } = useTranslation();
  const fields = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  return (
    <>
      {rows.length > 0 && (
        <section aria-labelledby="first-rows">
          <h3 id="first-rows">{t('imports.firstRows')}</h3>
          <ScrollBox label={t('imports.firstRows')}>
            <table className="table table-small">
              <thead>
                <tr>
                  <th scope="col" className="numeric">
                    {t('imports.row')}
                  </th>
                  {fields.map((field) => (
                    <th key={field} scope="col">
                      {fieldText(t, field)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ row, values }) => (
                  <tr key={row}>
                    <td className="numeric">{row}</td>
                    {fields.map((field) => (
                      <td key={field}>
                        <LongText text={cellText(values[field])} max={60} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        </section>
      )}
      {errors.length > 0 && (
        <section aria-labelledby="first-errors">
          <h3 id="first-errors">{t('imports.firstErrors')}</h3>
          <ErrorTable errors={errors} />
        </section>
      )}
    </>
  );
}

/** A value of the API's as one text. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(cellText).join('; ');
  return typeof value === 'object'
    ? Object.entries(value)
        .map(([name, each]) => `${name}: ${cellText(each)}`)
        .join('; ')
    : String(value);
}
