import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CameraFault, CameraUnavailable, closeCamera, openCamera } from './camera.ts';
import type { CodeReader } from './picture-reader.ts';

/** Between two looks: a phone's battery is somebody's, too. */
const PAUSE_MS = 150;

/** The camera's picture, looked at until `onTexts` takes what was read, which ends it. */
export function CameraView({
  reader,
  onTexts,
}: {
  reader: () => CodeReader;
  onTexts: (texts: readonly string[]) => boolean;
}) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState<CameraFault | 'reader'>();
  const latest = useRef({ reader, onTexts });
  latest.current = { reader, onTexts };

  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const film = async () => {
      stream = await openCamera();
      const shown = video.current;
      if (isOver || shown === null) return closeCamera(stream);
      shown.srcObject = stream;
      await shown.play().catch(() => {});
      while (!isOver) {
        if (shown.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && shown.videoWidth > 0) {
          const texts = await readFrame(shown, latest.current.reader());
          if (isOver || latest.current.onTexts(texts)) return;
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    };
    film().catch((error: unknown) => {
      if (stream !== undefined) closeCamera(stream);
      if (!isOver) setFault(error instanceof CameraUnavailable ? error.fault : 'reader');
    });
    return () => {
      isOver = true;
      if (stream !== undefined) closeCamera(stream);
    };
  }, []);

  if (fault !== undefined)
    return (
      <p className="problem" role="alert">
        {t(fault === 'reader' ? 'scan.readerFailed' : `scan.camera.${fault}`)}
      </p>
    );
  return (
    <div className="scan-view">
      <video ref={video} className="scan-video" muted playsInline aria-label={t('scan.view')} />
      <span className="scan-frame" aria-hidden="true" />
    </div>
  );
}

async function readFrame(video: HTMLVideoElement, reader: CodeReader): Promise<string[]> {
  return await reader.read(await createImageBitmap(video), { thorough: false });
}
