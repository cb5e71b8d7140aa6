import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../shown/states.tsx';
import { type ListFault, type ListFile, listOfFile } from './list-of-file.ts';

const ACCEPT =
  '.xlsx,.csv,.txt,.tsv,text/plain,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Wanted {
  file: File;
  /** Of a workbook; undefined for the first with data. */
  sheet?: string;
}

/** A list from a file. Of a workbook with several sheets another may be chosen. */
export function ListFileField({
  text,
  isGuest,
  onRead,
}: {
  /** What stands in the list when a file is chosen. */
  text: string;
  isGuest: boolean;
  /** Puts what was read into the list as it is by then. */
  onRead(put: (now: string) => string): void;
}) {
  const { t } = useTranslation();
  const reading = useMutation({
    mutationFn: ({ file, sheet }: Wanted) => listOfFile(file, { isGuest, sheet }),
  });
  /** The workbook that was read last, and what was put into the list from it. */
  const [workbook, setWorkbook] = useState<{ file: File; sheets: readonly string[]; put: string }>();
  const read = (wanted: Wanted, put: (now: string, read: string) => string) =>
    reading.mutate(wanted, {
      // Of the file that was chosen last alone.
      onSuccess(list) {
        if (typeof list === 'string') return;
        onRead((now) => put(now, list.text));
        setWorkbook(list.sheets && { file: wanted.file, sheets: list.sheets.all, put: list.text });
      },
    });
  const shown = reading.variables?.sheet ?? sheetOf(reading.data);
  return (
    <>
      <label className="field">
        <span>{t('numbersPage.file')}</span>
        <input
          type="file"
          accept={ACCEPT}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file === undefined) return;
            // Chosen once more, after it was mended, it is another.
            target.value = '';
            setWorkbook(undefined);
            // What was typed while it was read stays, ahead of it.
            read({ file }, (now, list) => (now === text ? list : `${now}\n${list}`));
          }}
        />
      </label>
      <FileNote reading={reading} />
      {workbook !== undefined && workbook.sheets.length > 1 && (
        <label className="field">
          <span>{t('numbersPage.otherSheet')}</span>
          <select
            className="input"
            value={shown ?? ''}
            onChange={({ target }) =>
              // In the place of the sheet before, where that still stands as it was read.
              read({ file: workbook.file, sheet: target.value }, (now, list) =>
                now.endsWith(workbook.put)
                  ? now.slice(0, now.length - workbook.put.length) + list
                  : `${now}\n${list}`,
              )
            }
          >
            {workbook.sheets.map((sheet) => (
              <option key={sheet} value={sheet}>
                {sheet}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

function sheetOf(read: ListFile | ListFault | undefined): string | undefined {
  return typeof read === 'object' ? read.sheets?.read : undefined;
}

/** What became of the file that was chosen last. */
function FileNote({
  reading,
}: {
  reading: Pick<
    UseMutationResult<ListFile | ListFault, Error, Wanted>,
    'data' | 'error' | 'isPending' | 'variables'
  >;
}) {
  const { t } = useTranslation();
  const { data, error, isPending, variables } = reading;
  if (error !== null) return <ProblemNote error={error} />;
  if (isPending || data === undefined)
    return isPending ? (
      <p className="note" role="status">
        {t('numbersPage.reading')}
      </p>
    ) : null;
  if (typeof data === 'string')
    return (
      <p className="note" role="alert">
        {t(`numbersFile.${data}`)}
      </p>
    );
  const { sheets } = data;
  const told = [
    t('numbersPage.read', { name: variables?.file.name ?? '' }),
    ...(sheets === undefined || sheets.all.length < 2
      ? []
      : [t('numbersPage.sheet', { name: sheets.read, of: sheets.all.length })]),
    ...(data.isCut ? [t('numbersPage.cut')] : []),
  ];
  return (
    <p className="note" role="status">
      {told.join(' ')}
    </p>
  );
}
