import { useTranslation } from 'react-i18next';

/** Positions from 1; those marked are told apart by more than their colour. */
export function MarkedVin({ vin, marked }: { vin: string; marked: readonly number[] }) {
  const { t } = useTranslation();
  const letters = [...vin];
  return (
    <span className="vin-text">
      <span className="visually-hidden">
        {marked.length === 0 ? vin : t('vin.spoken', { vin, positions: marked.join(', ') })}
      </span>
      <span aria-hidden="true">
        {letters.map((letter, index) =>
          marked.includes(index + 1) ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a letter is its position
            <mark key={index}>{letter}</mark>
          ) : (
            letter
          ),
        )}
      </span>
    </span>
  );
}
