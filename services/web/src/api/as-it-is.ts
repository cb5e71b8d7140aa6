/** Files are bodies as they are; the client would make JSON of them. */
export const AS_IT_IS = { bodySerializer: (body: unknown) => body as BodyInit };
