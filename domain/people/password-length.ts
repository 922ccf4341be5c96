/** Of a password that somebody chooses, in UTF-16 units. */
export const passwordLength = { least: 8, most: 200 } as const;
