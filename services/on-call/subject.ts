/** What notifications about a rotation refer to. */
export const referenceOf = (plan: string, rotation: string): string => `rotation:${plan}/${rotation}`;

/** The rotation that such a reference names. */
export const rotationIn = (reference: string): string => reference.slice(reference.indexOf('/') + 1);

/** The instant in the key of something told of a rotation, epoch ms. */
export const instantIn = (key: string): number => Date.parse(key.slice(key.indexOf(':') + 1));
