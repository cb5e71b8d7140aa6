import { dataOf } from '@qipei/api-client';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../../api/answers.ts';
import { api } from '../../api/api.ts';
import { Loading, ProblemNote } from '../../shown/states.tsx';
import { FileDrop } from './file-drop.tsx';
import { sizeText } from './file-size.ts';
import { UploadProgress } from './upload-progress.tsx';
import { startUpload } from './upload-run.ts';
import { keepRun, runOf } from './upload-runs.ts';
import { uploadTransport } from './upload-transport.ts';

/**
 * An upload on its way; in a page that was opened anew it waits for the file to be chosen again, since a page forgets the files
 * that it was given.
 */
export function ResumeUpload({ uploadId }: { uploadId: string }) {
  const [run, setRun] = useState(() => runOf(uploadId));
  const upload = useQuery({
    queryKey: ['imports', 'upload', uploadId],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/v1/uploads/{uploadId}', { params: { path: { uploadId } }, signal }))).upload,
    enabled: run === undefined,
    staleTime: 0,
  });
  if (run !== undefined) return <UploadProgress run={run} />;
  if (upload.isPending) return <Loading lines={4} />;
  if (upload.isError) return <ProblemNote error={upload.error} retry={() => upload.refetch()} />;
  const { jobId } = upload.data;
  if (jobId !== null) return <Navigate to="/console/imports/$jobId" params={{ jobId }} replace />;
  return (
    <ChooseAgain
      upload={upload.data}
      onFile={(file) => {
        const { offset, filename } = upload.data;
        const name = filename ?? file.name;
        keepRun(startUpload({ uploadId, file, name, offset, transport: uploadTransport }));
        setRun(runOf(uploadId));
      }}
    />
  );
}

function ChooseAgain({ upload, onFile }: { upload: Answers['importUpload']; onFile: (file: File) => void }) {
  const { t, i18n } = useTranslation();
  const [other, setOther] = useState<File>();
  const size = (bytes: number) => sizeText(bytes, i18n.language);
  const { filename, bytesTotal, offset } = upload;
  return (
    <>
      <p className="note">
        {t('imports.chooseAgain', { sent: size(offset), size: size(bytesTotal) })} <bdi>{filename}</bdi>
      </p>
      <FileDrop
        file={other}
        onFile={(file) => {
          // What has arrived would be the head of another file.
          if (file.size === bytesTotal && (filename === null || file.name === filename)) onFile(file);
          else setOther(file);
        }}
      />
      {other !== undefined && (
        <p className="problem" role="alert">
          {t('imports.otherFile', { size: size(bytesTotal) })}
        </p>
      )}
    </>
  );
}
