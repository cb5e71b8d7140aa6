import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import type { MappingDraft } from './mapping-draft.ts';

const ENCODINGS = ['utf-8', 'gb18030', 'windows-1252', 'windows-1251', 'utf-16le', 'utf-16be'];
const DELIMITERS = [',', ';', '\t', '|'];
const DECIMALS = ['.', ','];

/** How the table stands in the file: each is found by looking unless it is chosen. */
export function ReadingFields({
  preview,
  draft,
  onRead,
  onEdit,
}: {
  preview: Answers['importPreview'];
  draft: MappingDraft;
  /** The table may be another afterwards. */
  onRead: (change: Partial<Pick<MappingDraft, 'sheet' | 'headerRow' | 'delimiter' | 'encoding'>>) => void;
  onEdit: (draft: MappingDraft) => void;
}) {
  const { t } = useTranslation();
  const { format, sheets, sheet, headerRow } = preview;
  const delimiterText = (sign: string) => (sign === '\t' ? t('imports.tab') : sign);
  return (
    <div className="console-filters">
      {sheets.length > 1 && (
        <label>
          <span>{t('imports.sheet')}</span>
          <select
            className="input"
            value={draft.sheet === '' ? (sheet ?? '') : draft.sheet}
            onChange={({ target }) => onRead({ sheet: target.value })}
          >
            {sheets.map((each) => (
              <option key={each} value={each}>
                {each.slice(0, 80)}
              </option>
            ))}
          </select>
        </label>
      )}
      {headerRow !== null && (
        <label>
          <span>{t('imports.headerRow')}</span>
          <input
            // Another file, or another row found, is another field.
            key={headerRow}
            className="input header-row"
            type="number"
            min={1}
            max={1_048_576}
            defaultValue={headerRow}
            onBlur={({ target }) => {
              const row = target.valueAsNumber;
              if (Number.isInteger(row) && row > 0 && row <= 1_048_576 && row !== headerRow)
                onRead({ headerRow: row });
            }}
          />
        </label>
      )}
      {format === 'csv' && (
        <>
          <Choice
            name={t('imports.encoding')}
            value={draft.encoding}
            values={ENCODINGS}
            onChoose={(encoding) => onRead({ encoding })}
          />
          <Choice
            name={t('imports.delimiter')}
            value={draft.delimiter}
            values={DELIMITERS}
            textOf={delimiterText}
            onChoose={(delimiter) => onRead({ delimiter })}
          />
        </>
      )}
      <Choice
        name={t('imports.decimal')}
        value={draft.decimal}
        values={DECIMALS}
        onChoose={(decimal) => onEdit({ ...draft, decimal })}
      />
    </div>
  );
}

function Choice({
  name,
  value,
  values,
  textOf = (each) => each,
  onChoose,
}: {
  name: string;
  value: string;
  values: readonly string[];
  textOf?: (value: string) => string;
  onChoose: (value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <label>
      <span>{name}</span>
      <select className="input" value={value} onChange={({ target }) => onChoose(target.value)}>
        <option value="">{t('imports.found')}</option>
        {values.map((each) => (
          <option key={each} value={each}>
            {textOf(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
