import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../page-data.ts';
import { BrandsFirst, PartTypesFirst } from './chosen-first.tsx';
import { ColorField } from './color-field.tsx';
import type { ColorFault, GivenColors, ShownColors } from './contrast.ts';
import { FaultText, type FieldFault } from './fault-text.tsx';
import type { LookDraft } from './look-draft.ts';
import { LookText } from './look-text.tsx';

export interface LookFieldsProps {
  draft: LookDraft;
  change: (patch: Partial<LookDraft>) => void;
  shown: ShownColors;
  /** What would be refused of the colours as they are typed. */
  typed: Partial<Record<keyof GivenColors, ColorFault>>;
  /** What was refused when it was last saved. */
  faults: readonly FieldFault[];
}

const MAX_RADIUS = 24;

export function LookFields(props: LookFieldsProps) {
  return (
    <>
      <Names {...props} />
      <Colors {...props} />
      <Place {...props} />
      <Languages {...props} />
      <First {...props} />
      <Contact {...props} />
    </>
  );
}

function Names({ draft, change, faults }: LookFieldsProps) {
  const { t } = useTranslation();
  const { name, tagline } = draft;
  return (
    <fieldset>
      <legend>{t('look.names')}</legend>
      <div className="look-pair">
        <LookText
          label={t('look.nameZh')}
          field="name.zh"
          lang="zh-CN"
          value={name.zh}
          faults={faults}
          onChange={(zh) => change({ name: { ...name, zh } })}
        />
        <LookText
          label={t('look.nameEn')}
          field="name.en"
          lang="en"
          value={name.en}
          faults={faults}
          onChange={(en) => change({ name: { ...name, en } })}
        />
        <LookText
          label={t('look.taglineZh')}
          field="tagline.zh"
          lang="zh-CN"
          value={tagline.zh}
          faults={faults}
          onChange={(zh) => change({ tagline: { ...tagline, zh } })}
        />
        <LookText
          label={t('look.taglineEn')}
          field="tagline.en"
          lang="en"
          value={tagline.en}
          faults={faults}
          onChange={(en) => change({ tagline: { ...tagline, en } })}
        />
      </div>
    </fieldset>
  );
}

function Colors({ draft, change, shown, typed, faults }: LookFieldsProps) {
  const { t } = useTranslation();
  const { colors } = draft;
  return (
    <fieldset>
      <legend>{t('look.colors')}</legend>
      <div className="look-pair">
        {(['primary', 'onPrimary', 'header', 'onHeader'] as const).map((name) => (
          <ColorField
            key={name}
            label={t(`look.${name}`)}
            name={name}
            value={colors[name]}
            shown={shown[name]}
            optional={name !== 'primary'}
            typed={typed[name]}
            faults={faults}
            onChange={(value) => change({ colors: { ...colors, [name]: value } })}
          />
        ))}
      </div>
      <label className="field">
        <span>{t('look.radius', { pixels: draft.radius })}</span>
        <input
          type="range"
          name="radius"
          min={0}
          max={MAX_RADIUS}
          value={draft.radius}
          onChange={(event) => change({ radius: event.target.valueAsNumber })}
        />
      </label>
    </fieldset>
  );
}

function Place({ draft, change, faults }: LookFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend>{t('look.place')}</legend>
      <LookText
        label={t('look.slug')}
        field="slug"
        value={draft.slug}
        hint={t('look.slugHint', { path: `/t/${draft.slug}/` })}
        maxLength={100}
        faults={faults}
        onChange={(slug) => change({ slug })}
      />
      <LookText
        label={t('look.hosts')}
        field="hosts"
        lines={3}
        value={draft.hosts}
        hint={t('look.hostsHint')}
        faults={faults}
        onChange={(hosts) => change({ hosts })}
      />
      <label className="switch">
        <input
          type="checkbox"
          name="access"
          checked={draft.access === 'open'}
          onChange={(event) => change({ access: event.target.checked ? 'open' : 'members' })}
        />
        {t('look.guests')}
      </label>
    </fieldset>
  );
}

const LANGUAGE_KEYS = { 'zh-CN': 'look.chinese', en: 'look.english' } as const;

function Languages({ draft, change, faults }: LookFieldsProps) {
  const { t } = useTranslation();
  const { languages, defaultLanguage } = draft;
  const toggle = (language: (typeof LANGUAGES)[number], on: boolean) => {
    const spoken = LANGUAGES.filter((each) => (each === language ? on : languages.includes(each)));
    // One is spoken always; the first one is that of who asks for none.
    if (spoken.length === 0) return;
    const first = spoken.find((each) => each === defaultLanguage) ?? spoken[0] ?? 'zh-CN';
    change({ languages: spoken, defaultLanguage: first });
  };
  return (
    <fieldset>
      <legend>{t('look.languages')}</legend>
      {LANGUAGES.map((language) => (
        <label key={language} className="switch">
          <input
            type="checkbox"
            checked={languages.includes(language)}
            disabled={languages.length === 1 && languages.includes(language)}
            onChange={(event) => toggle(language, event.target.checked)}
          />
          {t(LANGUAGE_KEYS[language])}
        </label>
      ))}
      <FaultText id="look-languages-fault" field="languages" faults={faults} />
      <div className="look-pair">
        <label className="field">
          <span>{t('look.defaultLanguage')}</span>
          <select
            className="input"
            name="defaultLanguage"
            value={defaultLanguage}
            onChange={(event) =>
              change({
                defaultLanguage: languages.find((each) => each === event.target.value) ?? defaultLanguage,
              })
            }
          >
            {languages.map((language) => (
              <option key={language} value={language}>
                {t(LANGUAGE_KEYS[language])}
              </option>
            ))}
          </select>
        </label>
        <LookText
          label={t('look.currency')}
          field="currency"
          value={draft.currency}
          maxLength={20}
          faults={faults}
          onChange={(currency) => change({ currency })}
        />
      </div>
    </fieldset>
  );
}

function First({ draft, change, faults }: LookFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend>{t('look.first')}</legend>
      <p className="muted">{t('look.firstHint')}</p>
      <BrandsFirst chosen={draft.brands} onChange={(brands) => change({ brands })} />
      <FaultText id="look-brands-fault" field="brands" faults={faults} />
      <PartTypesFirst chosen={draft.partTypes} onChange={(partTypes) => change({ partTypes })} />
      <FaultText id="look-part-types-fault" field="partTypes" faults={faults} />
    </fieldset>
  );
}

function Contact({ draft, change, faults }: LookFieldsProps) {
  const { t } = useTranslation();
  const { address } = draft;
  return (
    <fieldset>
      <legend>{t('look.contact')}</legend>
      <div className="look-pair">
        {(['phone', 'email', 'wechat', 'website'] as const).map((name) => (
          <LookText
            key={name}
            label={t(`look.${name}`)}
            field={`contact.${name}`}
            value={draft[name]}
            maxLength={1_000}
            faults={faults}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <LookText
          label={t('look.addressZh')}
          field="contact.address.zh"
          lang="zh-CN"
          value={address.zh}
          faults={faults}
          onChange={(zh) => change({ address: { ...address, zh } })}
        />
        <LookText
          label={t('look.addressEn')}
          field="contact.address.en"
          lang="en"
          value={address.en}
          faults={faults}
          onChange={(en) => change({ address: { ...address, en } })}
        />
      </div>
    </fieldset>
  );
}
