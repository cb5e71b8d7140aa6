import { dataOf } from '@qipei/api-client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { ProblemNote } from '../shown/states.tsx';

const FORMATS = ['csv', 'xlsx'] as const;

/** What was found for a list of numbers, as a table to keep. */
export function NumbersFile({ given }: { given: readonly string[] }) {
  const { t } = useTranslation();
  const saving = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) => {
      const content = await dataOf(
        api.POST('/v1/numbers/lookup/file', {
          params: { query: { format } },
          body: { numbers: given.map((number) => ({ number })) },
          parseAs: 'blob',
        }) as Promise<{ data?: Blob }>,
      );
      save(content, `numbers.${format}`);
    },
  });
  return (
    <>
      <p className="order-actions">
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            className="button"
            disabled={saving.isPending}
            onClick={() => saving.mutate(format)}
          >
            {t(`file.${format}`)}
          </button>
        ))}
      </p>
      {saving.isError && <ProblemNote error={saving.error} />}
    </>
  );
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
