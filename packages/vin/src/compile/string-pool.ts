/** Numbers strings, each once; the empty one is 0. */
export class StringPool {
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #texts = [''];

  add(text: string | null | undefined): number {
    const key = text ?? '';
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(key, number);
      this.#texts.push(key);
    }
    return number;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  pack(): { stringStarts: Uint32Array; stringBytes: Uint8Array } {
    const encoder = new TextEncoder();
    const parts = this.#texts.map((text) => encoder.encode(text));
    const stringStarts = new Uint32Array(parts.length + 1);
    parts.forEach((part, index) => {
      stringStarts[index + 1] = (stringStarts[index] as number) + part.length;
    });
    const stringBytes = new Uint8Array(stringStarts[parts.length] as number);
    parts.forEach((part, index) => {
      stringBytes.set(part, stringStarts[index] as number);
    });
    return { stringStarts, stringBytes };
  }
}
