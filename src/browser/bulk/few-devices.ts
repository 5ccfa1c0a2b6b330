/** So many devices of a review are seen at once; among more of them, those that failed have to be looked for. */
export const fewDevices = 8;
