import { dataOf, type paths } from '@qipei/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { fieldOf } from '../../shown/field-of.ts';
import { stillSays } from '../../shown/form-content.ts';
import { ProblemNote } from '../../shown/states.tsx';
import { useUnsavedForm } from '../../shown/use-unsaved-form.ts';
import { RELEASE_KINDS, type ReleaseKind } from '../imports/import-kinds.ts';
import {
  EXPORT_FORMAT_NAMES,
  type ExportFormat,
  FORMATS_OF_KIND,
  hasHeader,
  namesOf,
} from './export-formats.ts';

type NewExportBody = paths['/v1/exports']['post']['requestBody']['content']['application/json'];

/** What, in which format, and of which parts. */
export function NewExport() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<ReleaseKind>('parts');
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const { watched, done } = useUnsavedForm();
  const formats: readonly ExportFormat[] = FORMATS_OF_KIND[kind];
  const starting = useMutation({
    mutationFn: (body: NewExportBody) => dataOf(api.POST('/v1/exports', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['exports'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (starting.isPending) return;
    const form = new FormData(event.currentTarget);
    const names = (field: string) => namesOf(fieldOf(form, field));
    const [brands, partTypes, numbers] = [names('brands'), names('partTypes'), names('numbers')];
    const feed = fieldOf(form, 'feed').trim();
    const since = new Date(fieldOf(form, 'updatedSince'));
    const company = fieldOf(form, 'company').trim();
    const settings = {
      ...(format === 'csv' && form.has('bom') ? { bom: 'true' } : {}),
      ...(hasHeader(format) && company !== '' ? { company } : {}),
    };
    const isAsSent = stillSays(event.currentTarget);
    const wanted: NewExportBody = {
      kind,
      format,
      gzip: form.has('gzip'),
      settings,
      selection: {
        ...(brands.length > 0 && { brands }),
        ...(partTypes.length > 0 && { partTypes }),
        ...(numbers.length > 0 && { numbers }),
        ...(feed !== '' && { feed }),
        ...(!Number.isNaN(since.getTime()) && { updatedSince: since.toISOString() }),
      },
    };
    starting.mutate(wanted, {
      onSuccess: () => {
        if (isAsSent()) done();
      },
    });
  };
  return (
    <form className="card new-export" aria-labelledby="new-export" onSubmit={submit} {...watched}>
      <h3 id="new-export">{t('exports.new')}</h3>
      <div className="console-filters">
        <label>
          <span>{t('imports.kind')}</span>
          <select
            className="input"
            value={kind}
            onChange={({ target }) => {
              const next = RELEASE_KINDS.find((each) => each === target.value) ?? kind;
              setKind(next);
              if (!(FORMATS_OF_KIND[next] as readonly string[]).includes(format)) setFormat('xlsx');
            }}
          >
            {RELEASE_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`imports.kind.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('imports.format')}</span>
          <select
            className="input"
            value={format}
            onChange={({ target }) => setFormat(formats.find((each) => each === target.value) ?? format)}
          >
            {formats.map((each) => (
              <option key={each} value={each}>
                {EXPORT_FORMAT_NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        {hasHeader(format) && (
          <label>
            <span>{t('exports.company')}</span>
            <input className="input" name="company" maxLength={200} autoComplete="organization" />
          </label>
        )}
      </div>
      <details>
        <summary>{t('exports.selection')}</summary>
        <div className="export-selection">
          {(['brands', 'partTypes', 'numbers'] as const).map((name) => (
            <label key={name} className="field">
              <span>{t(`exports.select.${name}`)}</span>
              <textarea className="input" name={name} rows={3} spellCheck={false} />
            </label>
          ))}
          <label className="field">
            <span>{t('imports.feed')}</span>
            <input className="input" name="feed" maxLength={60} autoComplete="off" />
          </label>
          <label className="field">
            <span>{t('exports.select.updatedSince')}</span>
            <input className="input" name="updatedSince" type="datetime-local" />
          </label>
        </div>
      </details>
      <label className="switch">
        <input type="checkbox" name="gzip" />
        {t('exports.gzip')}
      </label>
      {format === 'csv' && (
        <label className="switch">
          <input type="checkbox" name="bom" defaultChecked />
          {t('exports.bom')}
        </label>
      )}
      {starting.isError && <ProblemNote error={starting.error} />}
      <button type="submit" className="button button-primary" disabled={starting.isPending}>
        {t(starting.isPending ? 'state.sending' : 'exports.start')}
      </button>
    </form>
  );
}
