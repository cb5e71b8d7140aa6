import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sizeText } from './file-size.ts';

/** A file that is dropped here or picked; what it is called is shown as text. */
export function FileDrop({ file, onFile }: { file: File | undefined; onFile: (file: File) => void }) {
  const { t, i18n } = useTranslation();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined) onFile(dropped);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a way beside the field, which the keyboard reaches
    <div
      className={over ? 'file-drop file-drop-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label className="field">
        <span>{t('imports.file')}</span>
        <input
          className="input"
          type="file"
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen !== undefined) onFile(chosen);
            // The same file again, after it was mended, is a choice too.
            target.value = '';
          }}
        />
      </label>
      {file === undefined ? (
        <p className="muted">{t('imports.fileHint')}</p>
      ) : (
        <p className="chosen-file">
          <bdi>{file.name}</bdi> · {sizeText(file.size, i18n.language)}
        </p>
      )}
    </div>
  );
}
