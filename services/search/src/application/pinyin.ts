export type SyllablesOf = (han: string) => readonly string[];

let loading: Promise<SyllablesOf> | undefined;

async function load(): Promise<SyllablesOf> {
  const { pinyin } = await import('pinyin-pro');
  return (han) =>
    pinyin(han, { toneType: 'none', type: 'array', v: true }).map((each) =>
      each.toLowerCase().replace(/[^a-z]/g, ''),
    );
}

/**
 * Gives a syllable of Latin letters for each Chinese character, ü as v; characters with several readings as in these words. The
 * dictionary, some 10 MB, is loaded when somebody types.
 */
export function loadSyllables(): Promise<SyllablesOf> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
