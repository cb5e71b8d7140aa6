import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/api.ts';
import { grouped } from '../../app/grouped.ts';
import { localName } from '../../shown/local-name.ts';
import { ProblemNote } from '../../shown/states.tsx';

interface Choice {
  id: string;
  name: string;
}

interface Chosen {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

export function BrandsFirst(props: Chosen) {
  const { t, i18n } = useTranslation();
  const brands = useQuery({
    queryKey: ['brands'],
    queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/brands', { signal }))).brands,
  });
  const choices = (brands.data ?? []).map(({ brandId, name, nameZh }) => ({
    id: brandId,
    name: localName({ zh: nameZh, en: name }, i18n.language),
  }));
  return (
    <>
      <InOrder {...props} label={t('look.brands')} choices={choices} />
      {brands.isError && <ProblemNote error={brands.error} retry={() => brands.refetch()} />}
    </>
  );
}

/** Sections, categories and part types. */
export function PartTypesFirst(props: Chosen) {
  const { t, i18n } = useTranslation();
  const table = useQuery({
    queryKey: ['part-types'],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/part-types', { signal })),
  });
  const name = (names: { zh: string | null; en: string | null }) => localName(names, i18n.language);
  const choices = [
    ...(table.data?.sections ?? []).map((each) => ({ id: each.sectionId, name: name(each.name) })),
    ...(table.data?.categories ?? []).flatMap((each) => [
      { id: each.categoryId, name: name(each.name) },
      ...each.partTypes.map((type) => ({ id: type.partTypeId, name: name(type.name) })),
    ]),
  ];
  return (
    <>
      <InOrder {...props} label={t('look.partTypes')} choices={choices} />
      {table.isError && <ProblemNote error={table.error} retry={() => table.refetch()} />}
    </>
  );
}

/** What was chosen, in an order that is changed by buttons, and a box to add more by their name. */
function InOrder({
  label,
  choices,
  chosen,
  onChange,
}: Chosen & { label: string; choices: readonly Choice[] }) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState('');
  const names = new Map(choices.map(({ id, name }) => [id, name]));
  const times = grouped(choices, ({ name }) => name);
  // Two of one name are told apart by their ids.
  const labelOf = ({ id, name }: Choice) => ((times.get(name)?.length ?? 0) > 1 ? `${name} (${id})` : name);
  const open = choices.filter(({ id }) => !chosen.includes(id));
  const found = open.find((each) => labelOf(each).toLowerCase() === text.trim().toLowerCase());
  const add = () => {
    if (found === undefined) return;
    onChange([...chosen, found.id]);
    setText('');
  };
  return (
    <>
      <div className="field">
        <label htmlFor={`${listId}-input`}>{label}</label>
        <span className="look-color">
          <input
            className="input"
            id={`${listId}-input`}
            list={listId}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <button
            type="button"
            className="button"
            disabled={found === undefined}
            aria-label={t('look.addTo', { list: label })}
            onClick={add}
          >
            {t('look.add')}
          </button>
        </span>
        <datalist id={listId}>
          {open.map((each) => (
            <option key={each.id} value={labelOf(each)} />
          ))}
        </datalist>
      </div>
      {chosen.length > 0 && (
        <ol className="look-chosen" aria-label={label}>
          {chosen.map((id, at) => {
            const name = names.get(id) ?? id;
            return (
              <li key={id}>
                <span>{name}</span>
                <button
                  type="button"
                  className="button button-quiet"
                  disabled={at === 0}
                  aria-label={t('look.upOf', { name })}
                  onClick={() => onChange(swapped(chosen, at))}
                >
                  {t('look.up')}
                </button>
                <button
                  type="button"
                  className="button button-quiet"
                  aria-label={t('look.dropOf', { name })}
                  onClick={() => onChange(chosen.filter((each) => each !== id))}
                >
                  {t('look.drop')}
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}

function swapped(chosen: readonly string[], at: number): string[] {
  return chosen.with(at, chosen[at - 1] ?? '').with(at - 1, chosen[at] ?? '');
}
