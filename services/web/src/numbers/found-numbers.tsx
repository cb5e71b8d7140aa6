import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../api/answers.ts';
import { localName } from '../shown/local-name.ts';
import { NumbersFile } from './numbers-file.tsx';

/**
 * A line for each number of the list. There may be a thousand: those out of sight are there to be found and printed, but aren't laid
 * out until they come into it, and typing above makes none of them anew.
 */
export const FoundNumbers = memo(function FoundNumbers({
  given,
  lines,
}: {
  given: readonly string[];
  lines: readonly Answers['numberLine'][];
}) {
  const { t, i18n } = useTranslation();
  return (
    <section aria-labelledby="found-title">
      <h2 id="found-title">{t('numbersPage.found')}</h2>
      <NumbersFile given={given} />
      <ol className="found-numbers">
        {lines.map((line, index) => {
          const parts = line.numbers.flatMap((number) => number.parts);
          const proposals = line.numbers.flatMap((number) => number.proposals);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list may name a number twice
            <li key={index} className="found-number">
              <span className="number">{given[index]}</span>
              <div>
                {line.error !== null && (
                  <span className="muted" lang="en">
                    {line.error.message}
                  </span>
                )}
                {line.error === null && parts.length === 0 && (
                  <span className="muted">{t('results.none')}</span>
                )}
                {parts.map((part) => (
                  <Link
                    key={part.partId}
                    to="/parts/$partId"
                    params={{ partId: part.partId }}
                    className="hit-name"
                  >
                    <span className="hit-number">
                      <span className="hit-brand">{part.brand}</span>{' '}
                      <span className="number">{part.partNumber}</span>
                    </span>
                    <span className="hit-title">{localName(part.name, i18n.language)}</span>
                  </Link>
                ))}
                {parts.length === 0 &&
                  proposals.slice(0, 3).map((proposal) => (
                    <Link key={proposal.key} to="/search" search={{ q: proposal.display }} className="button">
                      {t('numbersPage.meant', { number: proposal.display })}
                    </Link>
                  ))}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
});
