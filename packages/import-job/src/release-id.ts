/** The release that an import becomes, `rel-` and the import's id; empty where it applies its rows directly. */
export function releaseIdOf({
  id,
  settings,
}: {
  id: string;
  settings: Readonly<Record<string, string>>;
}): string {
  return (settings.release ?? '') === '' ? '' : `rel-${id}`;
}
