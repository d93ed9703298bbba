/** Clouds that know nothing of the public one of the same supplier, in the order in which they are listed. */
export const SOVEREIGN_CLOUDS = ['china'] as const;

export type SovereignCloud = typeof SOVEREIGN_CLOUDS[number];
