/** Answers to a VIN's questions as they stand in a link: `displacementL:1.5~body:Sedan`. */
export function answersFromText(text: string | undefined): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const pair of (text ?? '').split('~')) {
    const [name, ...rest] = pair.split(':');
    const value = rest.join(':');
    if (name !== undefined && /^[A-Za-z]{1,40}$/.test(name) && value !== '') answers[name] = decode(value);
  }
  return answers;
}

export function answersToText(answers: Readonly<Record<string, string>>): string {
  return Object.entries(answers)
    .map(([name, value]) => `${name}:${encodeURIComponent(value).replaceAll('~', '%7E')}`)
    .join('~');
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
