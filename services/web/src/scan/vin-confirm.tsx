import { type FormEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MarkedVin } from '../vehicles/marked-vin.tsx';
import { asVin, VIN_LENGTH, vinDoubts } from './vin-text.ts';

/** The VIN as it was read, to be looked at, mended and confirmed; nothing is asked of the platform before. */
export function VinConfirm({
  vin,
  onChange,
  onConfirm,
  isFound,
}: {
  vin: string;
  onChange: (vin: string) => void;
  onConfirm: (vin: string) => void;
  isFound: boolean;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { forbidden, checkDigit } = vinDoubts(vin);
  const isWrong = checkDigit !== undefined && !checkDigit.isRight;
  const marked = isWrong ? [9] : forbidden;

  useEffect(() => {
    if (isFound) field.current?.focus();
  }, [isFound]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (vin !== '') onConfirm(vin);
  };

  return (
    <form className="card" onSubmit={submit}>
      <label className="field">
        <span>{t(isFound ? 'scan.confirm' : 'scan.type')}</span>
        <input
          ref={field}
          className="input number scan-vin"
          name="vin"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={64}
          aria-describedby="scan-told"
          value={vin}
          onChange={(event) => onChange(asVin(event.target.value))}
        />
      </label>
      <div id="scan-told" role="status">
        {vin !== '' && (
          <p>
            <MarkedVin vin={vin} marked={marked} />
          </p>
        )}
        {vin !== '' && vin.length !== VIN_LENGTH && (
          <p className="note">{t('scan.length', { n: vin.length })}</p>
        )}
        {forbidden.length > 0 && (
          <p className="note">{t('scan.forbidden', { positions: forbidden.join(', ') })}</p>
        )}
        {isWrong && (
          <p className="note">
            {t('scan.checkDigit', { given: checkDigit.given, expected: checkDigit.expected })}
          </p>
        )}
        {checkDigit?.isRight === true && <p className="stock-many">{t('scan.checkDigitRight')}</p>}
      </div>
      <button type="submit" className="button button-primary" disabled={vin === ''}>
        {t('scan.search')}
      </button>
    </form>
  );
}
